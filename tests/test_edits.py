"""What is different between two states of a table."""

import pytest

from generator.edits import edits, excerpts, sorted_alone
from generator.records import columns
from generator.tables import Row


def rows(table: str, *cells: str) -> list[Row]:
    names = columns(table)
    return [Row("", dict(zip(names, line.split("|"), strict=True))) for line in cells]


def told(table: str, old: list[Row], new: list[Row]) -> list[str]:
    return [str(edit) for edit in edits(table, old, new)]


def test_a_changed_cell_is_told_with_its_row_and_both_texts() -> None:
    old = rows("trials", "toy-1|TOY-1|s|T|1", "toy-2|TOY-2|s|T|2")
    new = rows("trials", "toy-2|TOY-2b|s|T|3", "toy-1|TOY-1|s|T|1")
    assert told("trials", old, new) == [
        "trials.csv toy-2: code: 'TOY-2' -> 'TOY-2b'",
        "trials.csv toy-2: source_row: '2' -> '3'",
    ]


def test_rows_that_came_and_went_are_told_by_their_id() -> None:
    old, new = rows("trials", "toy-1|TOY-1|s|T|1"), rows("trials", "toy-2|TOY-1|s|T|1")
    assert told("trials", old, new) == ["trials.csv: + toy-2", "trials.csv: - toy-1"]
    assert [edit.gone for edit in edits("trials", old, new)] == [False, True]


def test_a_statement_keeps_its_name_when_its_value_changes() -> None:
    old = rows("statements", "x|city|Here|en|s||weak", "x|city|There|en|s||weak")
    new = rows("statements", "x|city|Here|en|s||weak", "x|city|Elsewhere|en|s||weak")
    assert told("statements", old, new) == [
        "statements.csv x city There: value: 'There' -> 'Elsewhere'"
    ]


def test_of_several_statements_at_once_no_pairs_are_guessed() -> None:
    old = rows("statements", "x|city|A|en|s||weak", "x|city|B|en|s||weak")
    new = rows("statements", "x|city|C|en|s||weak", "x|city|D|en|s||weak")
    assert [line[16] for line in told("statements", old, new)] == ["+", "+", "-", "-"]


def test_rows_are_never_lost_even_if_their_ids_are_not_unique() -> None:
    old = rows("trials", "toy-1|A|s|T|1")
    new = rows("trials", "toy-1|A|s|T|1", "toy-1|B|s|T|1")
    assert told("trials", old, new) == ["trials.csv: + toy-1"]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "x", ("''", "'x'")),
        ("a" * 90 + "b", "a" * 90 + "c", ("'..." + "a" * 20 + "b'", "'..." + "a" * 20 + "c'")),
        ("a b", "a\u00a0b", ("'a b'", r"'a\xa0b'")),
    ],
)
def test_long_texts_are_quoted_where_they_differ(old: str, new: str, shown: tuple[str]) -> None:
    assert excerpts(old, new) == shown


def letters(values: str, names: str = "abcdef") -> list[dict[str, str]]:
    """Trials with these ids, and these letters as their codes."""
    return [{"id": id, "code": code} for id, code in zip(names, values, strict=True)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("ABCDEF", "FEDCBA", "column code holds the old values in another order (6 of 6 rows)"),
        ("ABCDEF", "BADCEF", "(4 of 6 rows): was it sorted alone?"),
        ("ABCDEF", "BACDEF", None),  # two cells may be mended
        ("ABCDEF", "FEDCBX", None),  # new values
    ],
)
def test_a_column_that_was_sorted_alone_is_seen(old: str, new: str, told: str | None) -> None:
    found = sorted_alone("trials", letters(old), letters(new))
    assert told in found if told and found else found is told


def test_rows_that_a_reason_explains_are_not_counted() -> None:
    old, new = letters("ABCDEF"), letters("BADCEF")
    assert sorted_alone("trials", old, new, [("b", "id"), ("c", "id")])
    assert sorted_alone("trials", old, new, [("b", "code"), ("c", "")]) is None


def test_ids_that_were_sorted_alone_are_seen_too_and_few_rows_are_no_order() -> None:
    old = [{**row, "source_row": row["code"]} for row in letters("ABCDEF")]
    new = [{**row, "id": id} for row, id in zip(old, "fedcba", strict=True)]
    assert "were they, or the ids, sorted alone?" in (sorted_alone("trials", old, new) or "")
    assert sorted_alone("trials", letters("ABCD", "abcd"), letters("DCBA", "abcd")) is None
