"""Counts on pages: what is partly known stands with what it is out of, all with their scope."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.facets import facets
from generator.cgt.pages import KINDS
from generator.engine.counts import BareCount, PartialCount
from generator.engine.moved import all_pages
from generator.engine.pages import Page
from generator.engine.templates import plain

from .conftest import load, renderer_of

Rendered = dict[str, str]  # the text of each page, by its address
VECTORS = ("aav", "lentiviral-vectors", "retroviral-vectors")


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
    assert seen == {"dated", "titled", "stated", "reproduced", "counted", "drawn"}


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
    assert [one for one, value in values.items() if value.known] == list(VECTORS)
    rows = re.findall(
        r"<tr>.*?</tr>", renderer_of(china, pages).render(pages["/modalities/"]).html, re.S
    )
    for vector in VECTORS:
        known = values[vector].known
        assert known
        (row,) = [plain(row) for row in rows if f'href="{vector}/"' in row]
        assert row.endswith(str(known.approvals))
        own = shown[f"/modalities/{vector}/"]
        sentence = f"named by a source for {known.products} products of {known.kind.within}"
        assert f"{sentence}, with {known.approvals} approvals" in own
        unknown = f"A source names the vector of {known.any_vector} products"
        assert (unknown in own) == (unknown in row) == (not known.any_vector.is_whole)


def test_a_vector_that_no_product_is_known_to_have_is_not_nothing(toy: Path) -> None:
    with (toy / "terms.csv").open("a", encoding="utf-8") as file:
        file.write("modality,toy-virus,5,Toy virus,,A virus that plays.\n")
        file.write("vector,toy-virus,1,Toy virus,toy-genes,Brings genes into toys.\n")
    _, shown = texts(load(toy))
    assert "named by a source for 0 of 1 products of toy genes" in shown["/modalities/toy-virus/"]
    assert "A source names the vector of 0 of 1 products" in shown["/modalities/toy-virus/"]
    assert "0 of 1" in shown["/modalities/"]
