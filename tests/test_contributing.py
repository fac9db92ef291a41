"""What CONTRIBUTING.md shows is true: its rows pass the checks, its commands exist."""

import re
import shutil
from pathlib import Path

from generator.cgt.tables import SCHEMA
from generator.places import ROOT

from . import columns
from .conftest import DATA, add, load, problems

NEXT = "2025-12-31"  # the edition of the rows that it shows
GUIDELINE_SCOPE = "toy-cells-making,cell-therapy,title: Toy Cells"  # whose table shows a product
TEXT = columns.FILE.read_text("utf-8")


def test_its_list_of_tables_is_that_of_the_declaration() -> None:
    assert columns.with_tables(TEXT) == TEXT, "run: make bless"


def test_the_rows_that_it_shows_are_sound_together(tmp_path: Path) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    shown = dict(re.findall(r"^### `(\w+)`\n\n.*\n\n    (.*)\n", TEXT, re.M))
    assert set(shown) == set(SCHEMA)
    settings = data / "catalogue.toml"
    toml = settings.read_text("utf-8")
    if not load(data).draft:
        settings.write_text(re.sub(r'^edition = ".*?"', f'edition = "{NEXT}"', toml, flags=re.M))
    edition = load(data).settings.edition
    for table, row in shown.items():
        add(data, table, row.replace(NEXT, edition))
    add(data, "scopes", GUIDELINE_SCOPE)
    assert problems(data) == []


def test_the_lines_that_its_examples_stand_beside_are_in_the_files() -> None:
    found = 0
    for example in re.findall(r"```diff\n(.*?)```", TEXT, re.S):
        lines: set[str] = set()
        for line in example.splitlines():
            if head := re.match(r"--- ([\w./-]+\.\w+)", line):
                file = ROOT / head[1]
                lines = (
                    {one.strip() for one in file.read_text("utf-8").splitlines()}
                    if file.exists()
                    else set()
                )
                assert lines or line.endswith(", new"), line
            elif line[:1] in "- " and line[:3] != "---":
                assert line[1:].strip() in lines, line
                found += 1
    assert found > 5


def test_the_commands_that_it_and_the_readme_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"`make ([a-z-]+)", TEXT + (ROOT / "README.md").read_text("utf-8")))
    assert len(named) > 8
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.M)} == set()


def test_the_messages_that_it_explains_are_somewhere_in_the_code() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    table = TEXT.partition("### What a message means")[2].partition("\n#")[0]
    for message in re.findall(r"^\| `([^`]+)` \| ", table, re.M):
        words = re.split(
            r";|\w+![A-Z]+\d+|'[^']*'|\d+|\.\.\.|[\w./-]+\.(?:csv|xlsx)\S*|/\S+|\(.*?\)", message
        )
        longest = max((word.strip(" :;,") for word in words), key=len)
        assert longest in code or not longest, message


def test_the_files_that_pages_of_help_name_exist() -> None:
    texts = [path.read_text("utf-8") for path in ROOT.glob("*.md")]
    named = re.findall(r"`((?:tests|generator|templates|static)/[\w./-]*)`", "\n".join(texts))
    assert len(named) > 20
    assert {name for name in named if not (ROOT / name).exists()} == set()
