"""An edition is released once, after the last, with a note and a change; never by mistake."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from generator.engine.problems import DataProblems
from generator.engine.releases import release, release_line

from .conftest import FIRST, SECOND, freeze, load, replace


def refused(data: Path, day: dt.date = SECOND, note: str = "New.") -> list[str]:
    with pytest.raises(DataProblems) as error:
        release(load(data), data, day, note, site=tuple, figures=())
    return [str(problem) for problem in error.value.problems]


def test_an_edition_holds_the_tables_and_is_the_same_bytes_on_every_run(kites: Path) -> None:
    first = freeze(kites, FIRST).read_bytes()
    (kites / "editions/2020-01-31.json").unlink()
    replace(kites / "catalogue.toml", 'released = "2020-01-31"\n', "")
    assert freeze(kites, FIRST).read_bytes() == first
    assert not load(kites).draft
    assert (
        release_line(dataclasses.replace(load(kites), editions=())) == "The first edition: 15 rows."
    )


def test_the_settings_list_what_is_released(released: Path) -> None:
    replace(released / "places.csv", "Hill", "Hall")
    line = "1 change: 0 rows deleted, 0 new, 1 cell changed since 2020-01-31."
    assert release_line(load(released)) == line
    freeze(released, SECOND)
    lines = (released / "catalogue.toml").read_text("utf-8").splitlines()
    assert lines[4:6] == ['edition = "2020-03-31"', 'released = "2020-01-31 2020-03-31"']


def test_what_may_not_be_frozen_is_refused(released: Path) -> None:
    unchanged = "data/: nothing has changed since edition 2020-01-31"
    replace(released / "catalogue.toml", "as_of = 2020-03-31", "as_of = 2020-01-31")
    assert refused(released) == [unchanged]
    replace(released / "places.csv", "Hill", "Hall")
    assert refused(released, FIRST, " ") == [
        "NOTE: is empty; say in a sentence what is new, for readers",
        "DATE 2020-02-01: is not after the day on which edition 2020-01-31 was released, "
        "2020-02-01",
    ]
    assert refused(released, dt.date(2020, 1, 1), "New\u202e.")[0] == (
        "NOTE: contains an invisible character (U+202E)"
    )
    replace(released / "kites.csv", ",", ";")
    untidy = "data/kites.csv: is not in canonical form; run make tidy first"
    assert refused(released) == [untidy]
    replace(released / "kites.csv", ";", ",")
    (released.parent / "CITATION.cff").write_text('version: "2020-01-31"\n', "utf-8")
    assert refused(released) == [
        "CITATION.cff: version is 2020-01-31, and the edition 2020-03-31 in data/catalogue.toml; "
        "write the same"
    ]
    replace(released / "catalogue.toml", 'edition = "2020-03-31"', 'edition = "2020-01-31"')
    assert (
        "data/catalogue.toml: edition 2020-01-31 is released; name the new one"
        in (refused(released)[0])
    )


def test_settings_that_cannot_be_given_their_line_are_refused(released: Path) -> None:
    replace(released / "places.csv", "Hill", "Hall")
    settings = (released / "catalogue.toml").read_text("utf-8")
    for old, new in (("edition = ", " edition = "), ("released = ", '"released" = ')):
        (released / "catalogue.toml").write_text(settings.replace(old, new, 1), "utf-8")
        (told,) = refused(released)
        assert told.startswith("data/catalogue.toml: cannot be given its line released = ")


def test_no_edition_is_released_before_its_data_end(kites: Path) -> None:
    assert refused(kites, dt.date(2020, 1, 30)) == [
        "DATE 2020-01-30: is before the data end, 2020-01-31"
    ]
