"""The list of all kinds of page, and every page of the invented catalogue."""

import re

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.pages import KINDS
from generator.cgt.pages.records import MOST, counts, nearest, record_foot
from generator.engine.moved import TEMPLATES as MOVED
from generator.engine.pages import Page
from generator.engine.renderers import Rendered, Renderer
from generator.places import TEMPLATES


def drawn(pages: dict[str, Page], renderer: Renderer) -> dict[str, Rendered]:
    return {path: renderer.render(page) for path, page in pages.items()}


def test_every_record_has_its_page_and_none_is_written_twice(
    toys: CgtCatalogue, pages: dict[str, Page]
) -> None:
    assert {record.path for record in toys.with_pages()} <= set(pages)
    files = [page.file for page in pages.values()]
    assert len({file.casefold() for file in files}) == len(files)


def test_every_page_is_linked_to_and_says_what_it_is(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    rendered = drawn(pages, renderer)
    links = frozenset[str]().union(*(page.links for page in rendered.values()))
    old = {path for path, page in pages.items() if page.template in MOVED}
    assert set(pages) - links - old == {"/404.html"}
    assert links <= set(pages)
    for path, page in rendered.items():
        assert page.title, path
        assert page.description.endswith(".") or path == "/", page.description
        assert page.html.count("<h1") == 1, path


def test_the_navigation_leads_to_pages_by_their_names(renderer: Renderer) -> None:
    assert [name for name, _ in renderer.site.navigation] == [
        "Products", "Approvals", "Guidelines", "Trends", "Evidence", "Data", "Glossary", "About",
    ]  # fmt: skip


def test_every_template_of_a_page_is_used_has_its_words_and_marks_nothing_as_safe() -> None:
    used = {f"{name}.html" for name in (*(kind.template for kind in KINDS), *MOVED)}
    assert used == {path.name for path in (TEMPLATES / "pages").iterdir()}
    for path in (TEMPLATES / "pages").iterdir():
        text = path.read_text("utf-8")
        assert "{% block title %}" in text, path
        assert "{% block description %}" in text, path
    for path in TEMPLATES.rglob("*.*"):
        assert not re.search(r"\bsafe\b", path.read_text("utf-8")), path


def test_counts_are_of_the_records(toys: CgtCatalogue) -> None:
    numbers = counts(toys)
    assert (numbers["products"], numbers["approvals"], numbers["conditional"]) == (2, 3, 1)
    assert (numbers["regular"], numbers["trial_implementation"]) == (2, 1)


def test_a_long_list_is_cut_around_a_place() -> None:
    assert list(nearest(range(MOST), 3)) == list(range(MOST))
    assert list(nearest(range(100), 50)) == list(range(50 - MOST // 2, 50 + MOST // 2))
    assert list(nearest(range(100), 99)) == list(range(100 - MOST, 100))


def test_a_record_leads_to_its_row_in_the_repository(toys: CgtCatalogue) -> None:
    foot = record_foot(toys, toys.products[0])
    assert [version.edition.edition for version in foot["history"]]
    assert foot["row_url"] == ""  # the toys have no repository
