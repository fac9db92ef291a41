"""The toy site as expected, and what building promises about files."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from generator.build import build
from generator.places import ROOT
from generator.problems import DataProblems

from .bless import HERE, expected
from .conftest import TOY
from .links import broken_links
from .test_tables import spoil


def test_the_toy_site_is_as_expected(toy_site: Path) -> None:
    built, wanted = expected(toy_site), expected(HERE / "expected")
    hint = "if the new pages are right, run: make bless"
    assert sorted(built) == sorted(wanted), hint
    for name in built:
        assert built[name].decode() == wanted[name].decode(), f"{name} differs; {hint}"


def test_every_internal_link_and_fragment_leads_somewhere(site: Path, toy_site: Path) -> None:
    assert broken_links(site) == []
    assert broken_links(toy_site) == []


def test_a_broken_link_would_be_found(toy: Path, tmp_path: Path) -> None:
    note = toy / "notes" / "toycel.md"
    note.write_text("[x](/products/nowhere.csv) [y](/glossary/n/#nothing)", "utf-8")
    build(toy, tmp_path / "site")
    assert [line.partition(": ")[2] for line in broken_links(tmp_path / "site")] == [
        "leads nowhere: ../nowhere.csv",
        "no such fragment: ../../glossary/n/#nothing",
    ]


def test_every_page_is_html_without_a_parse_error(site: Path, toy_site: Path) -> None:
    for path in [*site.rglob("*.html"), *toy_site.rglob("*.html")]:
        html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))


def test_same_data_same_bytes_in_any_place_and_time(site: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C"}
    command = [sys.executable, "-m", "generator", "build", "--site", str(tmp_path / "site")]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    assert files(tmp_path / "site") == files(site)


def test_pages_without_a_figure_are_small(site: Path) -> None:
    css = len(gzip.compress((site / "static/site.css").read_bytes(), 9))
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        if "figures.js" in page:
            continue
        body = page[page.index("<h1") : page.index("<footer")]
        assert len(gzip.compress(body.encode(), 9)) + css < 14 * 1024, path


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    assert len(build(TOY, tmp_path / "site").changed) > 20
    assert build(TOY, tmp_path / "site").changed == []


def test_problems_in_the_data_leave_the_old_site_untouched(toy: Path, tmp_path: Path) -> None:
    build(toy, tmp_path / "site")
    before = files(tmp_path / "site")
    spoil(toy, "approvals", "of-play,yes", "of-play,maybe")
    with pytest.raises(DataProblems):
        build(toy, tmp_path / "site")
    assert files(tmp_path / "site") == before


def test_a_folder_with_other_things_in_it_is_never_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "static").mkdir(parents=True)
    (mine / "static" / "site.css").write_text("mine too")
    (mine / "thesis.txt").write_text("years of work")
    (tmp_path / "file").write_text("x")
    for site in (mine, TOY, TOY / "site", ROOT, ROOT.parent, ROOT / "templates", tmp_path / "file"):
        with pytest.raises(OSError, match=r"holds files|in or around|should be a folder"):
            build(TOY, site)
    assert (mine / "thesis.txt").read_text() == "years of work"


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
