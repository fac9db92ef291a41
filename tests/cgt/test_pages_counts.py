"""Counts on pages: what is partly known stands with what it is out of, all with their scope."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.facets import facets
from generator.cgt.metadata import head
from generator.cgt.pages import KINDS
from generator.cgt.pages.texts import awaited_figures
from generator.engine.counts import BareCount, PartialCount
from generator.engine.moved import all_pages
from generator.engine.pages import Page
from generator.engine.renderers import Renderer
from generator.engine.templates import plain
from tests.conftest import ADDRESS, TOY, load, site_files

from .conftest import renderer_of

Rendered = dict[str, str]  # the text of each page, by its address
VECTORS = ("aav", "lentiviral-vectors", "retroviral-vectors")
MORE = ("adenoviral-vectors", "plasmid-vectors")  # of products beyond the supplement alone


def texts(catalogue: CgtCatalogue) -> tuple[dict[str, Page], Rendered]:
    """Every page, and what a reader sees of it."""
    pages = {page.path: page for page in all_pages(KINDS, catalogue)}
    renderer = renderer_of(catalogue, pages)
    return pages, {path: plain(renderer.render(page).html) for path, page in pages.items()}


def partial_counts(context: dict[str, Any]) -> Iterable[tuple[str, PartialCount]]:
    return ((name, one) for name, one in context.items() if isinstance(one, PartialCount))


@pytest.mark.parametrize("data", ["toys", "china"])
def test_every_partly_known_count_stands_on_its_page_with_what_it_is_out_of(
    data: str, request: pytest.FixtureRequest
) -> None:
    pages, shown = texts(request.getfixturevalue(data))
    seen = set()
    for path, page in pages.items():
        for name, count in partial_counts(page.context()):
            seen.add(name)
            if not (count.is_none or count.is_whole):
                assert str(count) in shown[path], (path, name)
    known = {"dated", "titled", "stated", "reproduced", "counted", "curated", "drawn"}
    assert seen == {*known, "known_beyond"}


def test_no_template_can_show_one_bare(toys: CgtCatalogue) -> None:
    """Every place where a template has one fails if it asks for a number of it."""
    pages = {page.path: page for page in all_pages(KINDS, toys)}
    renderer = renderer_of(toys, pages)
    for page in pages.values():
        for name, _ in partial_counts(page.context()):
            template = renderer.templates.environment.from_string(f"{{{{ {name} | int }}}}")
            with pytest.raises(BareCount):
                template.render(page.context())


def test_a_vector_is_counted_with_how_far_it_is_known_on_its_page_and_in_the_index(
    china: CgtCatalogue,
) -> None:
    pages, shown = texts(china)
    values = {value.id: value for value in facets(china)["modality"].values}
    assert [one for one, value in values.items() if value.known] == [*VECTORS, *MORE]
    index = renderer_of(china, pages).render(pages["/modalities/"]).html
    rows = re.findall(r"<tr>.*?</tr>", index[index.index('class="index') :], re.S)
    for vector in VECTORS:
        known = values[vector].known
        assert known
        (row,) = [plain(row) for row in rows if f'href="{vector}/"' in row]
        assert row.endswith(str(known.approvals))
        own = shown[f"/modalities/{vector}/"]
        sentence = (
            f"A source names this vector for {counted(known.products, 'product')} of"
            f" {known.kind.within}, with {counted(known.approvals, 'approval')}"
        )
        assert sentence in own
        unknown = f"A source names the vector of {known.any_vector} products"
        assert (unknown in own) == (unknown in row) == (not known.any_vector.is_whole)


def counted(count: PartialCount, word: str) -> str:
    """A count with its word, as a sentence has it."""
    return f"1 {word}" if count == PartialCount(1, 1) else f"{count} {word}s"


def test_a_vector_that_no_product_is_known_to_have_is_not_nothing(toy: Path) -> None:
    with (toy / "terms.csv").open("a", encoding="utf-8") as file:
        file.write("modality,toy-virus,5,Toy virus,,A virus that plays.,,,\n")
        file.write("vector,toy-virus,1,Toy virus,toy-genes,Brings genes into toys.,,,\n")
    _, shown = texts(load(toy))
    assert "names this vector for 0 of 1 products of toy genes" in shown["/modalities/toy-virus/"]
    assert "A source names the vector of 0 of 1 products" in shown["/modalities/toy-virus/"]
    assert "0 of 1" in shown["/modalities/"]


COUNT = re.compile(  # of records of the core tables
    r"\b([0-9][0-9,]*|no|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"( approved| technical| conditional| regular)? (product|approval|guideline)s?\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("data", ["toys", "china"])
def test_a_description_that_counts_names_whose_list_it_counts(
    data: str, request: pytest.FixtureRequest
) -> None:
    catalogue = request.getfixturevalue(data)
    pages = {page.path: page for page in all_pages(KINDS, catalogue)}
    renderer, counting = renderer_of(catalogue, pages), set[str]()
    for path, page in pages.items():
        description = renderer.render(page).description
        if COUNT.search(description):
            counting.add(path)
            scope = (
                "the source" if page.template in ("figure", "embed") else catalogue.settings.scope
            )
            assert scope.casefold() in description.casefold(), description
    assert counting >= {
        "/products/",
        "/approvals/",
        "/guidelines/",
        catalogue.core.products[0].path,
    }


def test_the_home_page_and_that_on_method_say_whose_lists_they_count(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    scope, cut_off = toys.settings.scope, "30\xa0June 2020"
    home = renderer.render(pages["/"]).html
    complete = f"{scope[0].upper()}{scope[1:]} is complete to {cut_off} (of An invented article"
    counted = "2 products, 3 approvals (1 conditional), 2 guidelines"
    assert f"{complete} about toys): {counted}." in plain(home)
    assert "Beyond it, 1 approval and 1 document are known from other sources, at" in plain(home)
    about = plain(renderer.render(pages["/about/"]).html)
    assert f"2 products that {scope} lists as approved in Toyland" in about
    assert "2 technical guidelines that it lists" in about


def test_machines_are_told_the_scope_too(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    values = {"page": pages["/"], "site": renderer.site, "title": "T", "description": "D"}
    values["head"] = head(toys, renderer.templates.text, pages["/"])
    graph = renderer.templates.html("parts/json_ld.json", values)
    (whole,) = [one for one in json.loads(graph)["@graph"] if "DataCatalog" in one.get("@type", ())]
    assert f"that {toys.settings.scope} lists, to 30\xa0June 2020" in whole["description"]
    assert not COUNT.search(whole["description"])


def test_feeds_citations_and_texts_for_machines_count_no_records_without_their_scope() -> None:
    files = site_files(TOY, ADDRESS)
    ends = ("feed.xml", ".bib", ".ris", ".csl.json", "llms.txt", "README.txt")
    read = {name: content.decode() for name, content in files.items() if name.endswith(ends)}
    assert {end for end in ends for name in read if name.endswith(end)} >= {*ends[:5]}
    for name, content in read.items():
        for line in content.splitlines():
            if COUNT.search(line):
                assert load(TOY).settings.scope in line, (name, line)


def test_a_feed_would_be_caught_that_counts() -> None:
    assert COUNT.search("The 25 technical guidelines issued in China")
    assert COUNT.search("Eight approved products")
    assert not COUNT.search("1 changes. The first edition.")


def test_the_page_on_method_says_what_was_not_read_and_what_it_might_hold(
    china: CgtCatalogue,
) -> None:
    pages = {page.path: page for page in all_pages(KINDS, china)}
    about = plain(renderer_of(china, pages).render(pages["/about/"]).html)
    assert "The main text of the paper was not seen by those who compiled this catalogue." in about
    assert "It may define what the tables count, explain the footnote marks" in about
    own = [one for one in china.records["statements"] if one.source_id == "supplement"]
    others = len(china.records["statements"]) - len(own)
    assert f"{others} statements, each with its own source" in about
    assert f"{len(own)} further statement" in about
    assert "then compared with it a second time, cell by cell" in about


def test_what_the_caption_of_a_figure_does_not_say_is_said(china: CgtCatalogue) -> None:
    pages = {page.path: page for page in all_pages(KINDS, china)}
    renderer = renderer_of(china, pages)
    for name in awaited_figures(china):
        page = renderer.render(pages[f"/trends/{name}/"])
        text = plain(page.html)
        assert page.description.startswith("We don’t have the yearly figures yet.")
        assert "Nothing is estimated here." in text
        _, heading, said = text.partition("What the caption does not say")
        assert heading
        assert "no number of any year" in said
        assert "when an application counts as permitted" in said
        assert "under review on which day" in said
        assert "words for terminated are those given above" in said
    assert len(awaited_figures(china)) == 2
