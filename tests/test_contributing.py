"""What CONTRIBUTING.md shows is true: its rows pass the checks, its commands exist."""

import re
import shutil
from pathlib import Path

from generator.places import ROOT
from generator.records import TABLES

from .conftest import DATA, problems

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_the_rows_that_it_shows_are_sound_together(tmp_path: Path) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    shown = dict(re.findall(r"^\| `(\w+)` \| (`.*?`) \| ", TEXT, re.M))
    assert set(shown) == set(TABLES)
    for table, cell in shown.items():
        with (data / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{row}\n" for row in re.findall(r"`([^`]+)`", cell))
    edition = data / "catalogue.toml"
    toml = re.sub(
        r'^edition = ".*"', 'edition = "2025-12-31"', edition.read_text("utf-8"), flags=re.M
    )
    edition.write_text(toml, "utf-8")
    assert problems(data) == []


def test_the_commands_that_it_and_the_readme_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"`make ([a-z]+)", TEXT + (ROOT / "README.md").read_text("utf-8")))
    assert len(named) > 8
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.M)} == set()


def test_the_messages_that_it_explains_are_said_somewhere() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    table = TEXT[TEXT.index("### What a message means") :]
    for message in re.findall(r"^\| `([^`]+)` \| ", table, re.M):
        words = re.split(r"'[^']*'|\d+|\.\.\.|[\w./-]+\.(?:csv|xlsx)\S*|/\S+|\(.*?\)", message)
        longest = max((word.strip(" :;,") for word in words), key=len)
        assert longest in code or not longest, message
