"""Ways to divide the catalogue, and what indexes can be narrowed down by."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.facets import (
    Filter,
    approval_filters,
    facet_records,
    facets,
    guideline_filters,
)


def by_name(filters: list[Filter]) -> dict[str, Filter]:
    return {one.name: one for one in filters}


def test_every_record_is_under_a_value_of_each_facet_that_divides_its_like(
    toys: CgtCatalogue, china: CgtCatalogue
) -> None:
    for catalogue in (toys, china):
        for facet in facets(catalogue).values():
            guidelines = {one.id for value in facet.values for one in value.guidelines}
            approvals = {one.id for value in facet.values for _, one in value.approvals}
            assert guidelines in (set(), {one.id for one in catalogue.guidelines})
            known = {one.id for _, one in catalogue.approvals if one.approved.year}
            assert approvals in (set(), known, {one.id for _, one in catalogue.approvals})


def test_facets_are_computed_once_and_each_value_has_an_address(toys: CgtCatalogue) -> None:
    assert facets(toys) is facets(toys)
    paths = [record.path for record in facet_records(toys)]
    assert len(set(paths)) == len(paths)
    for facet in facets(toys).values():
        assert all(value.path == f"{facet.path}{value.id}/" for value in facet.values)


def test_approvals_are_listed_newest_first(china: CgtCatalogue) -> None:
    for value in facets(china)["type"].values:
        days = [approval.approved for _, approval in value.approvals]
        assert days == sorted(days, reverse=True)


def test_every_row_has_an_answer_to_every_filter(china: CgtCatalogue) -> None:
    for filters, ids in (
        (guideline_filters(china), [one.id for one in china.guidelines]),
        (approval_filters(china), [approval.id for _, approval in china.approvals]),
        (approval_filters(china, of_products=True), [one.id for one in china.products]),
    ):
        for one in filters:
            assert len(one.answers) > 1
            assert all(one.of(record_id) for record_id in ids), one.name


def test_answers_are_counted_in_records(toys: CgtCatalogue) -> None:
    year = by_name(guideline_filters(toys))["year"]
    assert [(one.id, len(one.records)) for one in year.answers] == [("2020", 2), ("2019", 1)]
    status = by_name(approval_filters(toys))["status"]
    assert [(one.id, len(one.records)) for one in status.answers] == [
        ("conditional", 1), ("regular", 2), ("unknown", 1)
    ]  # fmt: skip
    lists = by_name(guideline_filters(toys))["list"]
    assert [(one.id, len(one.records)) for one in lists.answers] == [
        ("supplement", 2),
        ("beyond", 1),
    ]
    documents = by_name(guideline_filters(toys))["document"]
    assert [(one.id, len(one.records)) for one in documents.answers] == [
        ("issued", 2),
        ("draft", 1),
    ]


def test_a_product_has_what_any_of_its_approvals_has(toys: CgtCatalogue) -> None:
    filters = by_name(approval_filters(toys, of_products=True))
    assert filters["status"].of("toycel") == "conditional regular"
    assert filters["year"].of("toycel") == "2020 2019"
