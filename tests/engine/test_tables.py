"""Tables put into canonical form."""

from pathlib import Path

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
