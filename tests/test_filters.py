"""What indexes can be narrowed down by."""

from generator.catalogues import Catalogue
from generator.pages.facets import facets
from generator.pages.filters import approval_filters, guideline_filters


def test_every_row_has_an_answer_to_every_filter(catalogue: Catalogue) -> None:
    approvals = [approval.id for _, approval in catalogue.approvals]
    for filters, ids in (
        (guideline_filters(catalogue), [g.id for g in catalogue.guidelines]),
        (approval_filters(catalogue), approvals),
        (approval_filters(catalogue, of_products=True), [p.id for p in catalogue.products]),
    ):
        for filter in filters:
            assert all(filter.of(id) for id in ids), filter.name


def test_a_filter_finds_what_the_page_of_its_value_lists(catalogue: Catalogue) -> None:
    listed = {facet.name: facet for facet in facets(catalogue)}
    for filter in guideline_filters(catalogue):
        if filter.name in listed:
            pages = {v.id: {g.id for g in v.guidelines} for v in listed[filter.name].values}
            assert all(records == pages[id] for id, _, records in filter.values)


def test_answers_are_counted_in_records(toy_catalogue: Catalogue) -> None:
    (year,) = [f for f in guideline_filters(toy_catalogue) if f.name == "year"]
    assert [(id, len(records)) for id, _, records in year.values] == [("2020", 1), ("2019", 1)]
    (status,) = [f for f in approval_filters(toy_catalogue) if f.name == "status"]
    assert [(id, len(records)) for id, _, records in status.values] == [
        ("conditional", 1),
        ("regular", 2),
    ]


def test_a_product_has_what_any_of_its_approvals_has(toy_catalogue: Catalogue) -> None:
    filters = {f.name: f for f in approval_filters(toy_catalogue, of_products=True)}
    assert filters["status"].of("toycel") == "conditional regular"
    assert filters["year"].of("toycel") == "2020 2019"


def test_a_filter_that_divides_nothing_is_left_out(toy_catalogue: Catalogue) -> None:
    for filter in guideline_filters(toy_catalogue):
        assert len(filter.values) > 1
