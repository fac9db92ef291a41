"""What a change does to the site, in words, before it is published."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from generator.engine.catalogues import Catalogue
from generator.engine.impacts import catalogue_of_edition, warnings
from generator.engine.rules import RULES

from .conftest import add, definition, impact_lines, load, replace


def questions(then: Catalogue, now: Catalogue) -> Iterator[str]:
    """A line for each flight that was longer."""
    before = {one.id: one.minutes for one in then.records["flights"]}
    for one in now.records["flights"]:
        if one.minutes < before.get(one.id, 0):
            yield f"{one.id} was longer"


def lines_of(data: Path, since: Path | None = None) -> list[str]:
    return impact_lines(load(data), since, questions=questions)


def test_a_changed_cell_names_its_field_and_what_it_touches(released: Path, tmp_path: Path) -> None:
    old = shutil.copytree(released, tmp_path / "old")
    replace(released / "flights.csv", "hill,30", "hill,29")
    for lines in (lines_of(released), lines_of(released, old)):
        assert [line for line in lines if line] == [
            *("## Fields", "- flights, bat-1, minutes: `30` became `29`"),
            *("## Self-checks (1)", "- bat-1 was longer"),
            *("## Pages (1)", "- `/kites/bat/`"),
            *("## Feeds (1)", "- `/kites/bat/feed.xml (an entry with the next edition)`"),
            *("## Downloads (1)", "- `/data/flights.csv`"),
            "1 change: 0 rows deleted, 0 new, 1 cell changed.",
        ]


def test_new_and_deleted_records_are_new_and_gone_pages_and_what_became_of_them_is_in_words(
    released: Path,
) -> None:
    replace(released / "kites.csv", "swallow,Swallow", "owl,O`wl")
    add(
        released / "redirects.csv",
        "/kites/swallow/|/kites/owl/|2020-03-31|It is `an` <i>o</i>wl & co.",
    )
    add(released / "redirects.csv", "/old/||2020-03-31|Gone.")
    lines = lines_of(released)
    assert "- kites, owl, name: `Swallow` became `O'wl`" in lines
    start = lines.index("## Renamed, divided, withdrawn (2)")
    assert lines[start + 2 : start + 4] == [
        "- `/kites/swallow/` moves to `/kites/owl/`: `It is 'an' <i>o</i>wl & co.`",
        "- `/old/` is withdrawn: `Gone.`",
    ]
    assert {"- `/kites/owl/ (new)`", "- `/kites/swallow/ (gone)`"} <= set(lines)


def test_an_edition_is_thawed_whole(released: Path) -> None:
    now = load(released)
    then = catalogue_of_edition(now, now.editions[0], RULES)
    assert then.records["kites"] == now.records["kites"]
    assert then.settings.edition == "2020-01-31"


def test_a_check_warns_of_rows_that_are_no_longer_there_and_of_questions(released: Path) -> None:
    asking = definition(questions=questions)
    assert list(warnings(asking, load(released))) == []
    replace(released / "facts.csv", "bat-1,wind,strong\n", "")
    replace(released / "flights.csv", "hill,30", "hill,29")
    (released / "notes/bat.md").unlink()
    assert list(warnings(asking, load(released))) == [
        "facts: 1 rows, 2 in edition 2020-01-31",
        "notes/bat.md: in edition 2020-01-31, no longer there",
        "bat-1 was longer",
    ]
