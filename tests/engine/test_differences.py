"""What is different between two states of a table."""

import pytest

from generator.engine.differences import change_counts, excerpts, sorted_alone, table_differences
from generator.engine.schema import Cells

from .conftest import SCHEMA


def rows(table: str, *lines: str) -> list[Cells]:
    names = SCHEMA.columns(table)
    return [dict(zip(names, line.split("|"), strict=True)) for line in lines]


def lines_of(table: str, old: list[Cells], new: list[Cells]) -> list[str]:
    return [str(one) for one in table_differences(SCHEMA, table, old, new)]


def test_a_changed_cell_is_given_with_its_row_and_both_texts() -> None:
    old = rows("places", "hill|Hill", "beach|Beach")
    new = rows("places", "beach|Shore", "hill|Hill")
    assert lines_of("places", old, new) == ["places.csv beach: name: 'Beach' -> 'Shore'"]


def test_new_and_deleted_rows_are_given_by_their_id_and_counted() -> None:
    old, new = rows("places", "hill|Hill"), rows("places", "beach|Hill")
    assert lines_of("places", old, new) == ["places.csv: + beach", "places.csv: - hill"]
    differences = list(table_differences(SCHEMA, "places", old, new))
    assert [one.is_deletion for one in differences] == [False, True]
    assert change_counts(differences) == "2 changes: 1 row deleted, 1 new, 0 cells changed"


def test_a_row_without_an_id_is_the_same_when_its_value_changes_unless_it_could_be_another() -> (
    None
):
    old = rows("facts", "bat|colour|red", "bat|city|Weifang")
    new = rows("facts", "bat|colour|red", "bat|city|Beijing")
    assert lines_of("facts", old, new) == [
        "facts.csv bat city Weifang: value: 'Weifang' -> 'Beijing'"
    ]
    new += rows("facts", "bat|city|Tianjin")
    assert [line[11] for line in lines_of("facts", old, new)] == ["+", "+", "-"]


def test_rows_are_never_lost_even_if_their_ids_are_not_unique() -> None:
    old, new = rows("places", "hill|A"), rows("places", "hill|A", "hill|B")
    assert lines_of("places", old, new) == ["places.csv: + hill"]


@pytest.mark.parametrize(
    ("old", "new", "quoted"),
    [
        ("", "x", ("''", "'x'")),
        ("a" * 90 + "b", "a" * 90 + "c", ("'..." + "a" * 20 + "b'", "'..." + "a" * 20 + "c'")),
        ("a b", "a\u00a0b", ("'a b'", r"'a\xa0b'")),
    ],
)
def test_long_texts_are_quoted_where_they_differ(
    old: str, new: str, quoted: tuple[str, str]
) -> None:
    assert excerpts(old, new) == quoted


def places(values: str, ids: str = "abcdef") -> list[dict[str, str]]:
    return [{"id": one, "name": name} for one, name in zip(ids, values, strict=True)]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("ABCDEF", "FEDCBA", "column name holds the old values in another order (6 of 6 rows)"),
        ("ABCDEF", "BADCEF", "(4 of 6 rows): was it sorted alone?"),
        ("ABCDEF", "BACDEF", ""),  # two cells may be corrected
        ("ABCDEF", "FEDCBX", ""),  # new values
        ("ABCD", "DCBA", ""),  # few rows
    ],
)
def test_a_column_that_was_sorted_alone_is_seen(old: str, new: str, fault: str) -> None:
    ids = "abcdef"[: len(old)]
    was, now = {"places": places(old, ids)}, {"places": places(new, ids)}
    found = list(sorted_alone(SCHEMA, was, now))
    assert [name for name, _ in found] == ["places"] * bool(fault)
    assert all(fault in message for _, message in found)


def test_rows_with_a_reason_are_not_counted() -> None:
    old, new = {"places": places("ABCDEF")}, {"places": places("BADCEF")}
    assert list(sorted_alone(SCHEMA, old, new, {("b", "id"), ("c", "id")}))
    assert not list(sorted_alone(SCHEMA, old, new, {("b", "name"), ("c", "")}))


def test_ids_that_were_sorted_alone_are_seen_too() -> None:
    old = [{**row, "kite_id": row["name"], "minutes": row["name"]} for row in places("ABCDEF")]
    new = [{**row, "id": one} for row, one in zip(old, "fedcba", strict=True)]
    ((name, message),) = sorted_alone(SCHEMA, {"flights": old}, {"flights": new})
    assert name == "flights"
    assert "were they, or the ids, sorted alone?" in message
