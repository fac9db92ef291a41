"""Builds under `serve`: the page that was edited comes first, and the rest is as ever."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator import build, places
from generator.build import Built
from generator.engine.plans import Plan
from generator.serve import Builds

from .conftest import add, edit, files, spoil

TOYCEL, INDEX = "products/toycel/index.html", "products/index.html"


class Pages:
    """Open pages, in the place of a server: what they were sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[Sequence[str], Sequence[str]]] = []

    def notify(self, problems: Sequence[str] = (), changed: Sequence[str] = ()) -> None:
        self.sent.append((problems, changed))


def builds_of(data: Path, site: Path) -> Builds:
    """Builds of a site, of which the first is done."""
    builds = Builds(data, site, None, Pages())
    assert " files changed, " in next(builds.once())
    return builds


def test_the_page_of_an_edited_record_is_written_before_all_the_rest(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    builds, before = builds_of(toy, site), []

    def write(plan: Plan, site: Path) -> Built:
        before.append({name: (site / name).read_text("utf-8") for name in (TOYCEL, INDEX)})
        return build.write(plan, site)

    monkeypatch.setattr("generator.serve.write", write)
    spoil(toy, "products", "Toycel", "Toycellus")
    assert len(list(builds.once())) == 1
    assert "Toycellus" in before[0][TOYCEL]
    assert "Toycellus" not in before[0][INDEX]
    _, (_, first), (_, rest) = builds.server.sent
    assert TOYCEL in first
    assert "trends/guidelines-per-year/index.html" not in first  # the same as before
    assert INDEX in rest
    assert TOYCEL not in rest  # it was there already
    build.build(toy, tmp_path / "built")
    assert files(site) == files(tmp_path / "built")


def test_a_write_that_failed_is_made_up_for_by_the_next(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = builds_of(toy, tmp_path / "site")

    def full(*_: object) -> Built:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("generator.serve.write", full)
        add(toy, "guidelines", "toy-more,making,2020,,Toy More,toy-article,,,one-good-source")
        add(toy, "scopes", "toy-more,toy-cells,title: Toy")
        assert "No space left" in next(builds.once())
    spoil(toy, "guidelines", "Toy More", "Toy Moon")
    assert " files changed, " in next(builds.once())
    page = tmp_path / "site/guidelines/toy-more/index.html"
    assert "Toy Moon" in page.read_text("utf-8")


def test_an_emptied_site_is_built_again(toy: Path, tmp_path: Path) -> None:
    builds = builds_of(toy, tmp_path / "site")
    shutil.rmtree(tmp_path / "site")
    edit(toy / "products.csv", "Toycel", "Toycellus")
    assert " files changed, " in next(builds.once())
    assert "Toycellus" in (tmp_path / "site" / TOYCEL).read_text("utf-8")


def test_a_fault_of_a_template_is_told_with_its_line_and_the_next_save_mends_it(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = builds_of(toy, tmp_path / "site")

    def faulty(*_: object) -> Built:
        place = str(places.TEMPLATES / "pages/about.html")
        exec(compile("\n\n1 / 0", place, "exec"))  # as Jinja compiles one
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr("generator.serve.write", faulty)
        (told,) = builds.once()
    assert told == "templates/pages/about.html:3: ZeroDivisionError: division by zero"
    assert builds.server.sent[-1] == ([told], ())
    assert " files changed, " in next(builds.once())


def test_problems_are_told_on_the_pages_and_the_last_good_site_stays(
    toy: Path, tmp_path: Path
) -> None:
    builds = builds_of(toy, tmp_path / "site")
    before = files(tmp_path / "site")
    spoil(toy, "products", "Toygene,", ",")
    spoil(toy, "glossary", "Toys in a year.", "")
    *lines, count = builds.once()
    assert lines == ["data/glossary.csv:14: meaning is empty", "data/products.csv:3: name is empty"]
    assert count == "2 problems; the last good site, if any, is still served."
    assert builds.server.sent[-1] == (lines, ())
    assert files(tmp_path / "site") == before
