"""Products side by side: like results in one row, unlike ones apart."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.pages import KINDS
from generator.cgt.pages.comparisons import MOST_CHOSEN, choices, compare, compared_types
from generator.engine.pages import Page, pages_of
from generator.engine.render import Renderer


def test_every_result_is_once_in_the_row_of_its_disease_measure_and_time(
    china: CgtCatalogue,
) -> None:
    placed = [
        end.id
        for group in compare(china, china.products)
        for row in group.rows
        for product_id, results in row.results.items()
        for approval, end in results
        if (approval.disease, approval.product_id) == (group.disease.id, product_id)
        and end.measure == row.measure.id
        and end.time_point in (row.time.id if row.time else None, "not-applicable")
    ]
    ends = [end.id for _, approval in china.approvals for end in approval.endpoints]
    assert sorted(placed) == sorted(ends)


def test_every_approval_is_once_under_its_disease(china: CgtCatalogue) -> None:
    groups = compare(china, china.products)
    placed = [one.id for group in groups for own in group.approvals.values() for one in own]
    assert sorted(placed) == sorted(approval.id for _, approval in china.approvals)


def test_a_disease_without_an_approval_of_these_products_is_left_out(toys: CgtCatalogue) -> None:
    genes = [product for product in toys.products if product.id == "toygene"]
    (group,) = compare(toys, genes)
    assert group.disease.id == "toys-and-games"
    assert [(row.measure.id, row.time) for row in group.rows] == [("tt", None), ("mtt", None)]


def test_each_type_with_two_products_has_its_page(china: CgtCatalogue, toys: CgtCatalogue) -> None:
    for catalogue in (china, toys):
        types = [product.type for product in catalogue.products]
        wanted = [one for one in catalogue.terms["type"] if types.count(one) > 1]
        assert [term.id for term in compared_types(catalogue)] == wanted


def test_a_class_goes_on_on_pages_of_a_few_products(china: CgtCatalogue) -> None:
    kind = next(one for one in KINDS if one.template == "compare_class")
    first, second, *_ = pages_of([kind._replace(rows=2)], china)
    assert second.path == f"{first.path}page/2/"
    assert [len(page.context()["products"]) for page in (first, second)] == [2, 1]
    assert first.context()["of_type"] == second.context()["of_type"] == 3


def test_a_cell_without_a_result_says_whether_it_could_have_one(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    page = renderer.render(pages["/compare/"])
    assert page.description.startswith("Up to four of two products: their approvals")
    assert "No approval for this disease" in page.html
    assert 'class="none unfit">Not applicable' in page.html


def test_the_script_knows_every_product(china: CgtCatalogue) -> None:
    assert choices(china) == {
        "most": MOST_CHOSEN,
        "names": {product.id: product.name for product in china.products},
    }
