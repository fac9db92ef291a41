"""Pages of products and approvals."""

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.pages import products
from generator.cgt.pages.products import check_paths, class_results, product_page
from generator.engine.pages import Page
from generator.engine.render import Renderer


def test_sentences_count_what_is_there(pages: dict[str, Page], renderer: Renderer) -> None:
    sentences = {
        "/products/": "Two products approved in Toyland, with three approvals between them, one of"
        " which are conditional.",
        "/products/toycel/": "Toy cells of Exampletoys. Two approvals in Toyland between 2019 and"
        " 2020, one of them conditional.",
        "/products/toygene/": "Toy genes of Sample Games. One approval in Toyland in 2020, which is"
        " not conditional.",
        "/approvals/": "Three approvals of two products from 2019 to 2020: one conditional, two"
        " regular.",
    }
    for path, sentence in sentences.items():
        assert renderer.render(pages[path]).description == sentence


def test_no_context_holds_the_catalogue(toys: CgtCatalogue, pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert toys not in page.context().values(), page.path


def test_a_product_shows_each_check_or_why_there_is_none(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    html = renderer.render(pages["/products/toycel/"]).html
    assert "✓ 20/40" in html
    assert all(path.startswith("/evidence/#") for path in check_paths(toys).values())
    assert "not a counted proportion" in renderer.render(pages["/products/toygene/"]).html


def test_results_of_its_class_are_shown_if_another_product_has_any(china: CgtCatalogue) -> None:
    for product in china.products:
        groups, count = class_results(china, product)
        shown = [one.product.type for group in groups for one in group.results]
        assert set(shown) <= {product.type}
        assert len(shown) in (0, count)


def test_of_many_results_the_nearest_to_its_own_are_shown(
    china: CgtCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(products, "MOST", 3)
    monkeypatch.setattr("generator.cgt.pages.records.MOST", 3)
    for product in china.products:
        groups, count = class_results(china, product)
        if count > 3:
            assert all(len(group.results) <= 3 for group in groups)
            assert all(any(one.product is product for one in group.results) for group in groups)


def test_guidelines_are_in_three_groups_and_what_may_bear_says_so(
    china: CgtCatalogue,
) -> None:
    product = next(one for one in china.products if one.id == "ciltacabtagene-autoleucel")
    context = product_page(china, product)
    assert list(context["guidelines"]) == ["kind", "feature", "general"]
    ((one, _),) = context["guidelines"]["feature"]
    assert (one.group, context["possible"]) == ("possible", 1)
    assert sum(map(len, context["guidelines"].values())) == context["of_guidelines"]
