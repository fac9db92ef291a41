"""Pages that are read as text."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.figures import all_figures
from generator.cgt.pages.texts import (
    AWAITED,
    about_page,
    first_letter,
    glossary_letters,
    newest_first,
    search_page,
)
from generator.engine.counts import PartialCount
from generator.engine.figures import Figure
from generator.engine.pages import Page
from generator.engine.renderers import Renderer


def test_the_home_page_leads_to_the_latest_and_to_every_facet(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    page = renderer.render(pages["/"])
    assert page.title == renderer.site.settings.title
    assert {
        "/products/toygene/",
        "/changes/2020-06-30/",
        "/types/",
        "/types/toy-cells/",
    } <= page.links


def test_titles_begin_with_a_letter_of_the_list_from_a_to_z() -> None:
    titles = ("toys", "“Toys”", "3 toys", "玩具", "Ünder")
    assert [first_letter(title) for title in titles] == ["T", "T", "0–9", "汉字", "0–9"]
    by_sound = {
        "《细胞》": "X",
        "瑞基奥仑赛": "R",
        "阿基": "A",
        "匝": "Z",
        "Toys": "T",
        "鑫": "汉字",
    }
    assert {title: first_letter(title, by_sound=True) for title in by_sound} == by_sound


def test_the_search_page_lists_every_entry_under_its_letter(toys: CgtCatalogue) -> None:
    context = search_page(toys)
    letters = [letter for letter, _ in context["letters"]]
    assert letters == sorted(letters)
    assert sum(len(entries) for _, entries in context["letters"]) == context["count"] > 0


def test_a_letter_of_the_glossary_names_its_terms(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    letter, entries = next(iter(glossary_letters(toys).items()))
    page = renderer.render(pages[f"/glossary/{letter}/"])
    assert page.title == f"Glossary: {letter.upper()}"
    assert page.description == f"{', '.join(entry.term for entry in entries)}."


def test_the_sources_of_a_kind_are_on_its_page(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    for source in toys.sources.values():
        path, _, fragment = source.path.partition("#")
        assert f'id="{fragment}"' in renderer.render(pages[path]).html


def test_the_data_page_lists_every_table_and_names_the_site_in_lines_to_copy(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    html = renderer.render(pages["/data/"]).html
    assert all(f'href="{table}.csv"' in html for table in toys.schema)
    assert "curl -O https://example.org/r/data/approvals.csv" in html


def test_about_counts_what_is_known_of_guidelines(toys: CgtCatalogue) -> None:
    context = about_page(toys)
    of_property = [
        one.property for guideline in toys.core.guidelines for one in guideline.statements
    ]
    assert context["dated"] == PartialCount(of_property.count("issued"), len(toys.core.guidelines))
    assert context["titled"] == PartialCount(
        of_property.count("title-zh"), len(toys.core.guidelines)
    )
    assert sum(count for _, count in context["by_confidence"]) == len(toys.records["statements"])


def test_a_report_of_an_error_is_filled_in(pages: dict[str, Page], renderer: Renderer) -> None:
    macro = renderer.templates.environment.get_template("parts/report.html").module.report

    class Filled:
        repository = "https://example.org/code/"
        contact = "a@example.org"

    class Site:
        settings = Filled
        edition_name = "2020"

    link = macro(Site, "Ü & co", "/products/x/")
    assert '"https://example.org/code/issues/new?template=correction.yml&amp;' in link
    assert "title=Error%3A+%C3%9C+%26+co&amp;record=%2Fproducts%2Fx%2F&amp;edition=2020" in link
    Filled.repository = ""
    assert '"mailto:a@example.org?subject=Error%3A%20X%20%2B&amp;' in macro(Site, "X +", "/x/")
    Filled.contact = ""
    assert macro(Site, "X", "/x/") == ""


def test_every_figure_is_in_the_story_once(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    html = renderer.render(pages["/trends/"]).html
    assert [html.count(f'id="figure-{name}"') for name in all_figures(toys)] == [1] * 7


def test_a_figure_has_its_page_and_one_to_embed(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    for figure in all_figures(toys).values():
        page, embedded = (renderer.render(pages[f"{figure.path}{x}"]) for x in ("", "embed/"))
        assert page.title == embedded.title
        record = pages[figure.path].record
        assert (type(record), record.id, record.path) == (Figure, figure.id, figure.path)
        assert pages[f"{figure.path}embed/"].record is None
        assert 'content="noindex"' in embedded.html


def test_a_figure_without_numbers_says_what_is_known(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    for name in AWAITED:
        page = renderer.render(pages[f"/trends/{name}/"])
        assert page.description.startswith("We don’t have the yearly figures yet.")
        assert "Applications mapped" in page.html


def test_the_latest_guideline_comes_first(toys: CgtCatalogue) -> None:
    years = [guideline.year for guideline in newest_first(toys.guidelines)]
    assert years == sorted(years, reverse=True)
