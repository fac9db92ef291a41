"""Every table and column is described, in one sentence, and nothing else is."""

import pytest

from generator.descriptions import COLUMNS_SAY, TABLES_SAY
from generator.records import TABLES, columns


def test_every_table_is_described_in_order() -> None:
    assert list(TABLES_SAY) == list(TABLES)
    assert list(COLUMNS_SAY) == list(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described_in_order(table: str) -> None:
    assert list(COLUMNS_SAY[table]) == columns(table)


@pytest.mark.parametrize("table", TABLES)
def test_a_description_is_one_sentence_that_fits_a_note(table: str) -> None:
    for said in (TABLES_SAY[table], *COLUMNS_SAY[table].values()):
        assert said.endswith(".")
        assert len(said) <= 120
        assert ". " not in said
