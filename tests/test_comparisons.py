"""Products side by side: like results in one row, unlike ones apart."""

from generator.catalogues import Catalogue
from generator.pages.comparisons import MOST, comparable, compared

from .conftest import pages_of


def test_every_result_stands_once_in_the_row_of_its_disease_measure_and_time(
    catalogue: Catalogue,
) -> None:
    groups = compared(catalogue, catalogue.products)
    placed = [
        end.id
        for group in groups
        for row in group.rows
        for product, cell in zip(catalogue.products, row.results, strict=True)
        for approval, end in cell
        if (approval.disease, approval.product_id) == (group.disease.id, product.id)
        and end.measure == row.measure.id
        and end.time_point in (row.time.id if row.time else None, "not-applicable")
    ]
    known = [end.id for _, approval in catalogue.approvals for end in approval.endpoints]
    assert sorted(placed) == sorted(known)


def test_every_approval_stands_once_under_its_disease(catalogue: Catalogue) -> None:
    groups = compared(catalogue, catalogue.products)
    placed = [a.id for group in groups for own in group.approvals for a in own]
    assert sorted(placed) == sorted(approval.id for _, approval in catalogue.approvals)


def test_a_disease_without_an_approval_of_these_products_is_left_out(
    toy_catalogue: Catalogue,
) -> None:
    games = [product for product in toy_catalogue.products if product.id == "toygene"]
    (group,) = compared(toy_catalogue, games)
    assert group.disease.id == "toys-and-games"
    assert [(row.measure.id, row.time, len(row.results)) for row in group.rows] == [
        ("tt", None, 1),
        ("mtt", None, 1),
    ]


def test_each_type_with_two_products_has_its_page(
    catalogue: Catalogue, toy_catalogue: Catalogue
) -> None:
    for one in (catalogue, toy_catalogue):
        types = [product.type for product in one.products]
        wanted = {f"/compare/{type}/" for type in types if types.count(type) > 1}
        paths = {page.path for page in pages_of(one)}
        assert {path for path in paths if path.startswith("/compare/")} == wanted | {"/compare/"}


def test_the_script_knows_every_product(catalogue: Catalogue) -> None:
    known = comparable(catalogue)
    assert known["most"] == MOST
    assert known["names"] == {product.id: product.name for product in catalogue.products}
