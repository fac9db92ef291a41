"""What changed from one edition to the next, and the history of each record."""

import dataclasses
from pathlib import Path

import msgspec
import pytest

from generator.engine.differences import Difference
from generator.engine.problems import DataProblems
from generator.engine.snapshots import changed_since, past_records

from .conftest import SECOND, add, freeze, load, replace

NAMED = "2020-03-31"


@pytest.fixture
def changed(released: Path) -> Path:
    """A second edition: a kite renamed, one new, one deleted, a place and a fact changed."""
    for name in ("kites", "flights", "facts"):
        replace(released / f"{name}.csv", "bat", "rat")
    replace(released / "kites.csv", "swallow,Swallow,bird", "owl,Owl,bird")
    replace(released / "places.csv", "Hill", "Hall")
    replace(released / "facts.csv", "rat-1,wind,strong", "rat-1,wind,weak")
    (released / "notes/bat.md").rename(released / "notes/rat.md")
    add(released / "redirects.csv", f"/kites/bat/|/kites/rat/|{NAMED}|It is a rat.")
    add(released / "redirects.csv", f"/kites/swallow/||{NAMED}|It flew away.")
    add(
        released / "changes.csv",
        f"{NAMED}|rat|places|editorial|Seen again.",
        f"{NAMED}|rat-1|wind|editorial|We misread the wind.",
        f"{NAMED}|owl||editorial|It is new.",
    )
    freeze(released, SECOND)
    return released


def by_row(data: Path) -> dict[tuple[str, str], Difference]:
    return {(one.table, one.row): one for one in load(data).history.editions[0][1]}


def test_changes_are_given_field_by_field_with_their_pages_and_reason(changed: Path) -> None:
    found = by_row(changed)
    assert {key for key in found if key[0] not in ("kites", "flights", "facts")} == {
        ("places", "hill")
    }, "rows of changes and redirects are no changes themselves"
    one = found["places", "hill"]
    assert (one.column, one.before, one.after) == ("name", "Hill", "Hall")
    assert one.pages == ("/kites/rat/",)
    assert one.why == "Seen again."  # that of the record whose page shows it


def test_the_most_particular_reason_is_given(changed: Path) -> None:
    fact = by_row(changed)["facts", "rat-1, wind"]
    assert (fact.column, fact.before, fact.after) == ("value", "strong", "weak")
    assert fact.why == "We misread the wind."


def test_a_reason_without_a_column_is_that_of_its_own_row_and_of_what_came_with_it(
    released: Path,
) -> None:
    add(released / "kites.csv", "owl|Owl|bird|works")
    add(released / "facts.csv", "owl|colour|grey", "bat|wind|none")
    add(released / "changes.csv", f"{NAMED}|owl||editorial|It is new.")
    why = {one.row: one.why for one in load(released).unreleased_changes}
    assert why == {"owl": "It is new.", "owl, colour": "It is new.", "bat, wind": ""}
    add(released / "changes.csv", f"{NAMED}|bat||editorial|Which of its rows is meant?")
    with pytest.raises(DataProblems) as refused:
        load(released)
    assert "the row of 'bat' itself is the same as in" in str(refused.value.problems[0])


def test_what_older_records_show_too_is_not_explained_by_one_that_came(released: Path) -> None:
    add(released / "kites.csv", "owl|Owl|bird|works")
    add(released / "changes.csv", f"{NAMED}|owl||editorial|It is new.")
    replace(released / "makers.csv", "Works", "Workshop")
    found = {(one.table, one.row): one for one in load(released).unreleased_changes}
    maker = found["makers", "works"]
    assert {"/kites/owl/", "/makers/works/"} <= set(maker.pages)
    assert maker.why == ""
    assert found["kites", "owl"].why == "It is new."


def test_rows_that_are_new_or_deleted_are_given_whole(changed: Path) -> None:
    new, deleted = by_row(changed)["kites", "owl"], by_row(changed)["kites", "swallow"]
    assert new.is_new
    assert new.after == "name: Owl; shape: bird; maker_id: works"
    assert deleted.is_deletion
    assert deleted.before == "name: Swallow; shape: bird; maker_id: works"


def test_a_record_that_moved_was_not_deleted_and_keeps_its_history(changed: Path) -> None:
    assert not [row for _, row in by_row(changed) if "bat" in row]
    versions = load(changed).history.versions
    assert [(one.first, one.moved_from) for one in versions["/kites/rat/"]] == [
        (False, "/kites/bat/"),
        (True, ""),
    ]
    assert [one.row for one in versions["/kites/rat/"][0].differences] == ["hill", "rat-1, wind"]


def test_a_record_has_a_version_only_where_it_changed_and_one_that_is_gone_keeps_its_own(
    changed: Path,
) -> None:
    versions = load(changed).history.versions
    names = {path: [one.edition.edition for one in own] for path, own in versions.items()}
    assert names["/kites/swallow/"] == ["2020-01-31"]
    assert names["/kites/owl/"] == [NAMED]
    assert names["/makers/works/"] == ["2020-01-31"]


def test_a_column_that_is_gone_goes_by_its_name_at_the_record_of_an_edition(changed: Path) -> None:
    catalogue = load(changed)
    rows = [{**row, "string": "12 m"} for row in catalogue.editions[-1].tables["kites"]]
    edition = msgspec.structs.replace(catalogue.editions[-1], tables={"kites": rows})
    past = past_records(dataclasses.replace(catalogue, editions=(edition,)))
    last = past[f"/changes/{NAMED}/kites/rat/"].tables["kites"][0][-1]
    assert (last.label, last.value) == ("string", "12 m")


def test_what_no_edition_has_yet_is_at_the_record_of_the_latest_one(changed: Path) -> None:
    assert changed_since(load(changed)) == {}
    replace(changed / "flights.csv", "beach,45", "beach,46")
    ((path, (change,)),) = changed_since(load(changed)).items()
    assert path == f"/changes/{NAMED}/kites/rat/"
    assert (change.before, change.after) == ("45", "46")
