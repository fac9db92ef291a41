"""The toy site as expected, and what building promises about files."""

import gzip
from pathlib import Path

import html5lib
import pytest

from generator.build import ROOT, build
from generator.folder import replacing
from generator.problems import DataProblems

from .bless import HERE, expected
from .conftest import TOY
from .links import broken_links
from .runs import files
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


def test_a_file_that_is_no_longer_built_goes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    replace(site, {"a.html": b"1", "b/c.html": b"2"})
    assert replace(site, {"a.html": b"1", "d.html": b"3"}) == 1
    assert files(site) == {"a.html": b"1", "d.html": b"3"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_killed_between_its_two_renames_is_repaired(tmp_path: Path) -> None:
    site = tmp_path / "site"
    replace(site, {"a.html": b"1"})
    site.rename(tmp_path / ".site-old")
    assert replace(site, {"a.html": b"1"}) == 0
    assert files(site) == {"a.html": b"1"}


def test_the_file_that_keeps_the_folder_in_git_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitignore").write_text("*\n")
    replace(site, {"a.html": b"1"})
    assert (site / ".gitignore").read_text() == "*\n"


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


def replace(site: Path, contents: dict[str, bytes]) -> int:
    with replacing(site) as folder:
        folder.update(contents)
    return sum(folder.changed.values())
