"""Counts on pages: what is partly known stands with what it is out of, all with their scope."""

import re
from pathlib import Path

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.facets import facets
from generator.engine.counts import PartialCount
from generator.engine.pages import Page
from generator.engine.renderers import Rendered
from generator.engine.templates import plain
from tests.conftest import ADDRESS, TOY, add, load, pages_of, site_files
from tests.loaded import real, toys

from .conftest import renders

Drawn = dict[str, tuple[Page, Rendered]]  # every page and what is drawn of it, by its address
VECTORS = ("aav", "lentiviral-vectors", "retroviral-vectors")
MORE = ("adenoviral-vectors", "plasmid-vectors")  # of products beyond the supplement alone
COUNT = re.compile(  # of records of the core tables
    r"\b([0-9][0-9,]*|no|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"( approved| technical| conditional| regular)? (product|approval|guideline)s?\b",
    re.IGNORECASE,
)


def drawn(catalogue: CgtCatalogue) -> Drawn:
    render = renders(catalogue)
    return {page.path: (page, render(page.path)) for page in pages_of(catalogue)}


@pytest.fixture(scope="module")
def china() -> Drawn:
    return drawn(real())


@pytest.fixture(scope="module")
def toy_pages() -> Drawn:
    return drawn(toys())


def text(pages: Drawn, path: str) -> str:
    """What a reader sees of a page."""
    return plain(pages[path][1].html)


def test_every_partly_known_count_stands_on_its_page_with_what_it_is_out_of(
    china: Drawn, toy_pages: Drawn
) -> None:
    for pages in (china, toy_pages):
        seen = set()
        for path, (page, _) in pages.items():
            for name, count in page.context().items():
                if isinstance(count, PartialCount):
                    seen.add(name)
                    if not (count.is_none or count.is_whole):
                        assert str(count) in text(pages, path), (path, name)
        known = {"dated", "titled", "stated", "reproduced", "counted", "curated", "drawn"}
        assert seen == {*known, "known_beyond"}


def test_a_vector_is_counted_with_how_far_it_is_known_on_its_page_and_in_the_index(
    china: Drawn,
) -> None:
    values = {value.id: value for value in facets(real())["modality"].values}
    assert [one for one, value in values.items() if value.known] == [*VECTORS, *MORE]
    index = china["/modalities/"][1].html
    rows = re.findall(r"<tr>.*?</tr>", index[index.index('class="index') :], re.S)
    for vector in VECTORS:
        known = values[vector].known
        assert known
        (row,) = [plain(row) for row in rows if f'/{vector}/"' in row]
        assert row.endswith(str(known.approvals))
        own = text(china, f"/modalities/{vector}/")
        assert (
            f"A source names this vector for {counted(known.products, 'product')} of"
            f" {known.kind.within}, with {counted(known.approvals, 'approval')}"
        ) in own
        unknown = f"A source names the vector of {known.any_vector} products"
        assert (unknown in own) == (unknown in row) == (not known.any_vector.is_whole)


def counted(count: PartialCount, word: str) -> str:
    """A count with its word, as a sentence has it."""
    return f"1 {word}" if count == PartialCount(1, 1) else f"{count} {word}s"


def test_a_vector_that_no_product_is_known_to_have_is_not_nothing(toy: Path) -> None:
    add(
        toy, "terms",
        "modality,toy-virus,5,Toy virus,,A virus that plays.,,,",
        "vector,toy-virus,1,Toy virus,toy-genes,Brings genes into toys.,,,",
    )  # fmt: skip
    pages = drawn(load(toy))
    own = text(pages, "/modalities/toy-virus/")
    assert "names this vector for 0 of 1 products of toy genes" in own
    assert "A source names the vector of 0 of 1 products" in own
    assert "0 of 1" in text(pages, "/modalities/")


def test_a_description_that_counts_names_whose_list_it_counts(
    china: Drawn, toy_pages: Drawn
) -> None:
    for pages, catalogue in ((china, real()), (toy_pages, toys())):
        counting = {
            path: page for path, (page, one) in pages.items() if COUNT.search(one.description)
        }
        product = catalogue.core.products[0].path
        assert counting.keys() >= {"/products/", "/approvals/", "/guidelines/", product}
        for path, page in counting.items():
            of_source = page.template in ("figure", "embed")
            scope = "the source" if of_source else catalogue.settings.scope
            description = pages[path][1].description
            assert scope.casefold() in description.casefold(), description


def test_feeds_citations_and_texts_for_machines_count_no_records_without_their_scope() -> None:
    ends = ("feed.xml", ".bib", ".ris", ".csl.json", "llms.txt", "README.txt")
    texts = {name: raw.decode() for name, raw in site_files(TOY, ADDRESS).items()
             if name.endswith(ends)}  # fmt: skip
    assert {end for end in ends for name in texts if name.endswith(end)} >= {*ends[:5]}
    for name, content in texts.items():
        for line in content.splitlines():
            if COUNT.search(line):
                assert toys().settings.scope in line, (name, line)
    assert COUNT.search("The 25 technical guidelines issued in China")  # so it would be seen


def test_the_page_on_method_says_what_was_not_read(china: Drawn) -> None:
    about = text(china, "/about/")
    assert "The main text of the paper was not seen by those who compiled this catalogue." in about
    assert "then compared with it a second time, cell by cell" in about
