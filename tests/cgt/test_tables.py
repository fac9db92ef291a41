"""Columns as curators read of them, in workbooks, schemas and CONTRIBUTING.md."""

from generator.cgt.tables import SCHEMA
from generator.engine.columns import Reference, Word

COLUMNS = [
    (table, name, column)
    for table in SCHEMA
    for name, column in SCHEMA[table].columns.items()
]  # fmt: skip


def test_a_column_that_may_be_blank_says_what_a_blank_means() -> None:
    for table, name, column in COLUMNS:
        if name in SCHEMA[table].optional:
            assert "blank" in column.description, (table, name)


def test_a_column_that_may_hold_a_word_for_missing_says_so() -> None:
    words = "word for missing", "not-applicable", "not-reported"
    for table, name, column in COLUMNS:
        if isinstance(column, Word | Reference) and column.or_missing:
            assert any(word in column.description for word in words), (table, name)


def test_every_language_is_said_with_what_it_is_for() -> None:
    description = SCHEMA["statements"].columns["lang"].description
    for said in ("of the value", "en,", "zh-Hans for Chinese", "und for names and numbers"):
        assert said in description


def test_a_remark_is_shown_beside_a_column_of_its_subject_or_a_property() -> None:
    description = SCHEMA["remarks"].columns["column"].description
    assert description.startswith("The column of that row, or the property of a statement")


def test_a_column_that_holds_several_says_what_is_between_them() -> None:
    for table, name, column in COLUMNS:
        if column.many:
            assert "with blanks between" in column.description, (table, name)
