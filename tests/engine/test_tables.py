"""Files of the data folder: read with their faults, and tables put into canonical form."""

from pathlib import Path

import pytest

from generator.engine.reading import read_settings
from generator.engine.schema import Settings
from generator.engine.tables import untidy

from .gardens import SCHEMA


def test_what_a_spreadsheet_saved_is_mended_and_what_cannot_be_read_is_left(
    garden: Path,
) -> None:
    assert untidy(SCHEMA, garden) == ({}, [])
    beds, terms = garden / "beds.csv", garden / "terms.csv"
    canonical = beds.read_bytes()
    lines = canonical.decode().replace(",", ";").splitlines()
    beds.write_text("\ufeff" + "\r\n".join([lines[0], *lines[:0:-1]]), "utf-8")
    terms.write_bytes(terms.read_bytes().replace(b",Green", b""))
    texts, problems = untidy(SCHEMA, garden)
    assert texts == {beds: canonical}
    assert [str(one) for one in problems] == ["data/terms.csv:4: 3 cells where the header has 4"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2022-01-01\ndata", "2022-01-01T10:00:00\ndata", "as_of is '2022-01-01T10:00:00', not"),
        ('"Gardener"', "1", 'authors is 1; put it in quotes: "1"'),
        ('"Gardener"', '["A"]', "authors is \"['A']\", not a text"),
        ('"Gardener"', '" "', "authors is empty"),
        ('"Gardener"', '"Toy???"', "authors is 'Toy???': letters were lost"),
        ("authors", "autors", "'autors' is no setting (did you mean 'authors'?)"),
        ('"Gardener"', "“Gardener”", "cannot be read: Invalid value (at line 5, column 11);"),
    ],
)  # fmt: skip
def test_settings_are_read_like_cells(garden: Path, old: str, new: str, message: str) -> None:
    file = garden / "catalogue.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    settings, problems = read_settings(garden, Settings)
    assert settings is None
    assert any(str(one).startswith(f"data/catalogue.toml: {message}") for one in problems)
