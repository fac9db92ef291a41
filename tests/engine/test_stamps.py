"""Whether anything has changed: seen from the files alone, and never missed."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator import places
from generator.__main__ import main
from generator.places import ROOT
from tests.conftest import spoil


@pytest.fixture
def build(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(places, "STAMPS", tmp_path / "stamps")

    def once(*more: str) -> str:
        code = main(["build", "--data", str(toy), "--site", str(tmp_path / "site"), *more])
        told = capsys.readouterr()
        assert code == (1 if told.err else 0)
        return told.out or told.err

    return once


@pytest.mark.parametrize(
    "change",
    [
        lambda data, site: spoil(data, "holders", "Exampletoys", "Exampletoyz"),
        lambda data, site: (data / "notes/toygene.md").write_text("A note."),
        lambda data, site: (data / "holders.csv").touch(),
        lambda data, site: (site / "index.html").unlink(),
        lambda data, site: (site / "index.html").write_text("defaced"),
        lambda data, site: (site / "stray.html").write_text("x"),
    ],
    ids=["a cell", "a new note", "a file saved again", "a page lost", "a page defaced", "a stray"],
)
def test_any_change_is_seen(build, toy: Path, tmp_path: Path, change) -> None:
    build()
    page = (tmp_path / "site/index.html").read_text("utf-8")
    change(toy, tmp_path / "site")
    assert " of them changed" in build()
    assert "defaced" not in (tmp_path / "site/index.html").read_text("utf-8")
    assert not (tmp_path / "site/stray.html").exists()
    assert page
    assert build().endswith("nothing has changed\n")


def test_other_options_are_another_site(build) -> None:
    build()
    assert " of them changed" in build("--site-url", "https://example.org/")
    assert " of them changed" in build()


def test_problems_are_told_every_time(build, toy: Path) -> None:
    build()
    spoil(toy, "holders", "Exampletoys", "")
    assert "name is empty" in build()
    assert "name is empty" in build()


def test_looking_imports_nothing_heavy(tmp_path: Path) -> None:
    code = "import generator.__main__, generator.engine.stamps, sys; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"pydantic", "jinja2", "pandas", "openpyxl", "altair", "markdown", "csv", "tomllib"}
    assert not heavy & set(run.stdout.split())
