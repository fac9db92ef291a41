"""Files that say what became of a file that was published before, in each format."""

from collections.abc import Mapping

from .catalogues import Catalogue
from .citations import removed_forms
from .discovery import Entry, atom, entry_id
from .formats import Shaped, csv_bytes, json_bytes
from .moved import MovedFile, Writer
from .templates import Templates


def moved_writers(
    catalogue: Catalogue, head: Shaped, templates: Templates, site_url: str | None
) -> Mapping[str, Writer]:
    """What makes such a file, by its ending; `head` is the envelope of JSON files."""

    def facts(moved: MovedFile) -> Shaped:
        row = moved.row
        return {
            "status": moved.status,
            "moved_to": moved.to,
            "reason": row.reason,
            "since": row.edition,
        }

    def last_feed(moved: MovedFile) -> bytes:
        page = moved.path.removesuffix("feed.xml")
        name, day = entry_id(f"{moved.path} {moved.status}"), moved.since.isoformat()
        entry = Entry(name, moved.title, page, day, moved.sentence)
        return atom(catalogue, page, moved.title, [entry], templates, site_url)

    def last_table(moved: MovedFile) -> bytes:
        cells = {**facts(moved), "moved_to": " ".join(moved.to)}
        return csv_bytes(cells, [cells.values()])

    def citation_writer(ending: str) -> Writer:
        return lambda moved: removed_forms(moved.path, moved.sentence)[ending].encode()

    return {
        "json": lambda moved: json_bytes({**head, **facts(moved)}),
        "xml": last_feed,
        "csv": last_table,
        **{ending: citation_writer(ending) for ending in ("txt", "bib", "ris", "csl.json")},
    }
