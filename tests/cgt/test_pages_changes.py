"""Pages on what changed."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.pages.changes import changes_page, edition_page, titles_by_path
from generator.engine.pages import Page
from generator.engine.render import Renderer


def test_editions_are_listed_newest_first_with_their_counts(toys: CgtCatalogue) -> None:
    editions = changes_page(toys)["editions"]
    assert [edition.edition for edition, *_ in editions] == ["2020-06-30", "2020-03-31"]
    assert editions[0][2][1] == ("products", 2)


def test_the_changes_of_an_edition_are_grouped_by_the_record_that_shows_them(
    toys: CgtCatalogue,
) -> None:
    groups = edition_page(toys, toys.editions[-1])["groups"]
    assert {path for _, path, _ in groups if path} <= set(titles_by_path(toys))
    assert sum(len(rows) for *_, rows in groups) == changes_page(toys)["editions"][0][1]


def test_the_first_edition_has_nothing_to_compare_with(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    assert "there is nothing before it" in renderer.render(pages["/changes/2020-03-31/"]).html
    later = renderer.render(pages["/changes/2020-06-30/"]).html
    assert "moved to" in later
    assert "was withdrawn" in later


def test_what_is_gone_says_where_it_went_and_keeps_its_history(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    moved = renderer.render(pages["/products/toyzel/"])
    assert (moved.title, moved.links & {"/products/toycel/"}) == ("Moved", {"/products/toycel/"})
    assert 'content="0; url=../toycel/"' in moved.html
    gone = renderer.render(pages["/guidelines/toy-dolls/"])
    assert gone.title == "Withdrawn"
    assert 'id="history"' in gone.html
