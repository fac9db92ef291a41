"""Records as each edition has them."""

import dataclasses

from msgspec.structs import replace

from generator.engine.snapshots import changed_since, past_records

from .kites import kites

PAST = past_records(kites())
RED = PAST["/changes/2020-01-31/kites/red/"]


def test_each_record_of_an_edition_has_a_page_with_its_rows_and_notes() -> None:
    pages = {
        f"/changes/{one.edition}{page}" for one in kites().editions for page in one.fingerprints
    }
    assert set(PAST) == pages
    assert (RED.title, RED.page, RED.notes) == ("Red kite", "/kites/red/", ["Flies *well*."])
    assert list(RED.tables) == ["kites", "flights", "makers", "places", "facts"]
    assert [row[0].value for row in RED.tables["flights"]] == ["red-1", "red-2"]


def test_cells_are_as_they_were_with_what_the_edition_calls_what_they_name() -> None:
    cells = {cell.label: cell for cell in RED.tables["kites"][0]}
    assert (cells["Shape"].value, cells["Shape"].names) == ("flat", ["Flat"])
    assert cells["Maker"].names == ["Smith & sons"]


def test_what_changes_later_leaves_them_as_they_were() -> None:
    later = dataclasses.replace(kites(), notes={}, rows={**kites().rows, "flights": []})
    assert past_records(later) == PAST


def test_a_column_that_is_gone_goes_by_its_name() -> None:
    edition = kites().editions[-1]
    (red, *others) = edition.tables["kites"]
    tables = {**edition.tables, "kites": [{**red, "string": "12 m"}, *others]}
    old = dataclasses.replace(kites(), editions=(replace(edition, tables=tables),))
    last = past_records(old)[RED.path].tables["kites"][0][-1]
    assert (last.label, last.value) == ("string", "12 m")


def test_what_no_edition_has_yet_is_at_the_record_of_the_latest_one() -> None:
    assert changed_since(kites()) == {}
    draft = dataclasses.replace(kites(), editions=kites().editions[:1])
    changes = changed_since(draft)
    ((path, (change,)),) = changes.items()
    assert path == "/changes/2019-12-31/kites/red/"
    assert (change.before, change.after, change.why) == ("Rad kite", "Red kite", "It was misspelt.")
