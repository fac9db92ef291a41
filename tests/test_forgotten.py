"""What is forgotten is told: a column, table or page that no reader meets."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from generator import build as building
from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.definition import CGT
from generator.cgt.tables import SCHEMA
from generator.engine.columns import Id, Parent, Reference, Word
from generator.engine.plans import Plan, draw_figures
from generator.engine.problems import DataProblems
from generator.engine.schema import Record, Schema

from .boats import Boat, Harbour

# Columns that pages show though no template reads them, and what does.
BY_PYTHON = {
    "approvals.date_printed": "provenance: the source wording of the day",
    "endpoints.position": "the order of the results",
    "exclusions.reason": "the headings of what is not here",
    "holders.name_printed": "provenance: the source wording of the name",
    "products.name_printed": "provenance: the source wording of the name",
    "series.period": "the first column of the published counts",
    "series.series": "the headings of the published counts",
    "series.subgroup": "beside the count, where a row has one",
    "milestones.date": "the date of an event",
    "milestones.id": "the event that an address leads to",
    "terms.link": "the addresses of numbers in registers",
}
OWN_PAGES = {"changes"}  # tables that the pages of /changes/ are about

Seen = set[tuple[type[Record], str]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What templates read of records from now on: class and attribute."""
    attributes: Seen = set()

    def recording(read: Callable[..., Any]) -> Callable[..., Any]:
        def noted(self: Environment, obj: Any, name: Any) -> Any:
            if isinstance(obj, Record):
                attributes.add((type(obj), name))
            return read(self, obj, name)

        return noted

    for name in ("getattr", "getitem"):
        monkeypatch.setattr(Environment, name, recording(getattr(Environment, name)))
    return attributes


def draw(plan: Plan, below: str = "/") -> None:
    """Draw every page below an address, but those on changes: they show every column."""
    draw_figures([plan])
    for page in plan.pages:
        if page.path.startswith(below) and not page.path.startswith("/changes/"):
            plan.renderer.render(page)


def unread(schema: Schema, seen: Seen) -> Iterator[str]:
    """The columns that no page shows, as TABLE.COLUMN."""
    for name, table in schema.tables.items():
        attributes = {attribute for record, attribute in seen if record is table.record}
        used = names_used(table.record, attributes)
        for column, declared in table.columns.items():
            other = f"{column}_term" if isinstance(declared, Word) else ""
            other = declared.link if isinstance(declared, Reference) else other
            listed = isinstance(declared, Parent)  # in its parent, whose page shows it
            if not (declared.internal or listed or {column, other} & used or name in OWN_PAGES):
                yield f"{name}.{column}"


def names_used(record: type[Record], attributes: Iterable[str]) -> Set[str]:
    """Those attributes, and what properties and methods among them use."""
    used: set[str] = set()
    left = list(attributes)
    while left:
        if (name := left.pop()) not in used:
            used.add(name)
            made = vars(record).get(name) or vars(Record).get(name)
            function = getattr(made, "fget", made)
            if inspect.isfunction(function):
                left += function.__code__.co_names
                left += [record.name_column] if name == "title" else []
                left += re.findall(r"{0\.(\w+)", record.page) if name == "path" else []
    return used


def test_every_column_is_on_a_page_or_declared_internal(
    toys: CgtCatalogue, china: CgtCatalogue, seen: Seen
) -> None:
    draw(building.plan(toys, "toy"))
    draw(building.plan(china, "data"), below="/trends/")  # the toys have no published counts
    assert set(unread(SCHEMA, seen)) == set(BY_PYTHON)


class Buoy(Record, frozen=True):
    """A row is a buoy."""

    id: str = Id("Name", "Its name.")


class Lost(Record, frozen=True):
    """A row is a lost thing."""

    id: str = Id("Name", "Its name.")
    boat_id: str = Parent("Boat", "Where it was.", to=("boats",))


class Wordless(Record, frozen=True):
    page = "/wordless/{0.id}/"
    id: str = Id("Name", "Its name.")


class Blank(Record, frozen=True):
    """A row is blank."""

    page = "/blank/{0.id}/"
    id: str = Id("Name", "")


class Adrift(Record, frozen=True):
    """A row is adrift."""

    page = "/adrift/{0.id}/"
    id: str = Id("Name", "Its name.")
    port_id: str = Reference("Port", "Where to.", to=("ports",), link="port")


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (Buoy, "table x is shown nowhere: give it a page or a Parent column"),
        (Lost, "table x is listed nowhere: boats has no field x"),
        (Wordless, "table x has no docstring that says what a row is"),
        (Blank, "column x.id has no label or description"),
        (Adrift, "column x.port_id refers to 'ports', which is no table; "
         "column x.port_id is linked as 'port', which is no field"),
    ],
)  # fmt: skip
def test_a_table_that_is_declared_in_part_is_an_error(record: type[Record], fault: str) -> None:
    with pytest.raises(TypeError) as refused:
        Schema({"harbours": Harbour, "boats": Boat, "x": record})
    assert str(refused.value) == fault


def test_a_page_that_no_page_links_to_fails_the_build_and_leaves_the_site(
    toys: CgtCatalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.write(building.plan(toys, "toy"), tmp_path / "site")
    before = sorted(tmp_path.rglob("*"))
    planted = next(one for one in CGT.kinds if one.template == "about")
    planted = planted._replace(path="/planted/", navigation=False)
    monkeypatch.setattr(building, "CGT", replace(CGT, kinds=[*CGT.kinds, planted]))
    with pytest.raises(DataProblems) as refused:
        building.write(building.plan(toys, "toy"), tmp_path / "site")
    reason = "no page links to this page: link it, or leave it out of KINDS"
    assert list(map(str, refused.value.problems)) == [f"/planted/: {reason}"]
    assert sorted(tmp_path.rglob("*")) == before


def test_every_description_is_a_sentence_or_two_that_fits_a_note() -> None:
    for table in SCHEMA.tables.values():
        for text in (table.description, *(one.description for one in table.columns.values())):
            assert text.endswith("."), text
            assert len(text) <= 200, text
