"""Ways to divide the catalogue, and what indexes can be narrowed down by."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.facets import approval_filters, facets, guideline_filters


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


def test_a_filter_answers_as_the_page_of_its_value_lists(china: CgtCatalogue) -> None:
    for one in guideline_filters(china):
        if facet := facets(china).get(one.name):
            pages = {value.id: {g.id for g in value.guidelines} for value in facet.values}
            assert all(answer.records == pages[answer.id] for answer in one.answers)
