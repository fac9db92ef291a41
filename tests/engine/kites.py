"""The invented catalogue of kites with rows, notes and an edition."""

import datetime as dt
from functools import cache

import msgspec

from generator.engine.catalogues import Catalogue
from generator.engine.editions import sealed
from generator.engine.reading import Settings
from generator.engine.tables import Row
from tests.loaded import linked

from .conftest import SCHEMA

SETTINGS = Settings(
    title="Kites & more",
    short_title="Kites",
    description="An invented catalogue",
    authors="The Flyers",
    edition="2020-01-31",
    as_of=dt.date(2020, 1, 31),
    languages=None,
    data_licence="CC BY 4.0",
    data_licence_url="https://example.org/licence",
)
ROWS = {
    "kites": ["red|Red kite|flat|smith", "blue|=Blue kite|box|smith"],
    "flights": ["red-1|red|hill|12", "red-2|red|beach|30"],
    "makers": ["smith|Smith & sons"],
    "places": ["hill|Hill", "beach|Beach"],
    "facts": ["red|colour|red", "red-1|wind|strong"],
    "terms": ["shape|flat|1|Flat", "shape|box|2|Box"],
    "changes": ["2020-01-31|red|name|correction|It was misspelt."],
    "redirects": ["/kites/old/|/kites/red/|2020-01-31|It has another name."],
}
GONE = [  # addresses of the first edition that redirects answer for
    "/kites/old/",
    "/kites/old/card.png",
    "/kites/old/feed.xml",
    "/api/v1/kites/old.json",
    *(f"/kites/old/old.{ending}" for ending in ("txt", "bib", "ris", "csl.json", "csv")),
]
NOTES = {"red": "Flies *well*."}


def rows_of(lines: dict[str, list[str]]) -> dict[str, list[Row]]:
    """Tables as their rows, each cell by its column."""
    return {
        name: [
            Row(
                f"data/{name}.csv:{n}",
                dict(zip(SCHEMA.columns(name), line.split("|"), strict=True)),
            )
            for n, line in enumerate(lines[name], 2)
        ]
        for name in SCHEMA
    }


@cache
def kites() -> Catalogue:
    """A catalogue of two editions: in the second one kite has another name."""
    first = {**ROWS, "kites": ["red|Rad kite|flat|smith"], "changes": [], "redirects": []}
    settings = msgspec.structs.replace(SETTINGS, edition="2019-12-31", as_of=dt.date(2019, 12, 31))
    old = linked(Catalogue, SCHEMA, settings, rows_of(first), NOTES).unreleased
    old = sealed(msgspec.structs.replace(old, addresses=GONE))
    new = sealed(linked(Catalogue, SCHEMA, SETTINGS, rows_of(ROWS), NOTES).unreleased)
    return linked(Catalogue, SCHEMA, SETTINGS, rows_of(ROWS), NOTES, (old, new))
