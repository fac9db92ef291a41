"""Response rates in groups of like ones."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.evidence import is_rate
from generator.cgt.results import response_groups, response_groups_by_type


def test_every_rate_with_an_interval_is_in_the_group_of_its_disease_and_measure(
    china: CgtCatalogue,
) -> None:
    placed = []
    for disease, measure, results in response_groups(china):
        for _, approval, end in results:
            assert (approval.disease, end.measure) == (disease.id, measure.id)
            placed.append(end.id)
    rates = [end.id for _, one in china.approvals for end in one.endpoints if is_rate(end)]
    assert sorted(placed) == sorted(rates)


def test_the_groups_of_a_type_hold_its_products_alone(china: CgtCatalogue) -> None:
    for type_id, groups in response_groups_by_type(china).items():
        types = {result.product.type for group in groups for result in group.results}
        assert types == {type_id}
