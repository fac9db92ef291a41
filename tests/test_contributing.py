"""What CONTRIBUTING.md shows is true: its rows pass the checks, its commands exist."""

import re
import shutil
from pathlib import Path

from generator.cgt.tables import SCHEMA
from generator.places import ROOT

from .conftest import DATA, add, load, problems

NEXT = "2025-12-31"  # the edition of the rows that it shows
PLACES = r"""(?x) ; | \w+![A-Z]+\d+ | '[^']*' | \d+ | \.\.\. | [\w./-]+\.(?:csv|xlsx)\S* | /\S+
    | \(.*?\)"""
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_the_rows_that_it_shows_are_sound_together(tmp_path: Path) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    shown = dict(re.findall(r"^\| `(\w+)` \| (`.*?`) \| ", TEXT, re.M))
    assert set(shown) == set(SCHEMA)
    settings = data / "catalogue.toml"
    toml = settings.read_text("utf-8")
    if not load(data).draft:
        settings.write_text(re.sub(r'^edition = ".*?"', f'edition = "{NEXT}"', toml, flags=re.M))
    edition = load(data).settings.edition
    for table, cell in shown.items():
        rows = re.findall(r"`([^`]+)`", cell)
        add(data, table, *(row.replace(NEXT, edition) for row in rows))
    assert problems(data) == []


def test_the_commands_that_it_and_the_readme_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"`make ([a-z]+)", TEXT + (ROOT / "README.md").read_text("utf-8")))
    assert len(named) > 8
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.M)} == set()


def test_the_messages_that_it_explains_are_somewhere_in_the_code() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    table = TEXT[TEXT.index("### What a message means") :]
    for message in re.findall(r"^\| `([^`]+)` \| ", table, re.M):
        words = re.split(
            r";|\w+![A-Z]+\d+|'[^']*'|\d+|\.\.\.|[\w./-]+\.(?:csv|xlsx)\S*|/\S+|\(.*?\)", message
        )
        longest = max((word.strip(" :;,") for word in words), key=len)
        assert longest in code or not longest, message
