"""What describes the tables of the toy site to machines, read by a tool of the format."""

import csv
import io
from pathlib import Path

import pytest
from csvw import CSVW

from generator.cgt.tables import SCHEMA


@pytest.mark.parametrize("table", list(SCHEMA))
def test_every_table_is_csv_on_the_web(toy_site: Path, table: str) -> None:
    folder = toy_site / "data"
    described = CSVW(str(folder / f"{table}.csv-metadata.json"), validate=True)
    assert described.is_valid, described.warnings
    (head, *_) = csv.reader(io.StringIO((folder / f"{table}.csv").read_text("utf-8")))
    assert head == SCHEMA.columns(table)
