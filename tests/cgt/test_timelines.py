"""The guidelines at the time of an approval."""

import datetime as dt

import msgspec
import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.timelines import order_in_time, period, timeline


@pytest.mark.parametrize(
    ("day", "order"),
    [
        (dt.date(2018, 12, 31), "after"),
        (dt.date(2019, 1, 1), "after"),
        (dt.date(2019, 1, 2), "same-year"),  # issued on the same day
        (dt.date(2019, 1, 3), "before"),
        (dt.date(2020, 1, 1), "before"),
    ],
)
def test_a_known_day_of_issue_is_compared(toys: CgtCatalogue, day: dt.date, order: str) -> None:
    assert order_in_time(toys.guidelines[0], day) == order


def test_without_a_day_the_order_within_the_year_is_not_known(toys: CgtCatalogue) -> None:
    guideline = msgspec.structs.replace(toys.guidelines[0], statements=())
    assert period(guideline) == ("2019-01-01", "2019-12-31")
    for day in (dt.date(2019, 1, 1), dt.date(2019, 12, 31)):
        assert order_in_time(guideline, day) == "same-year"


def test_counts_are_those_of_the_rows(china: CgtCatalogue) -> None:
    for product in china.products:
        bearings, moments, possible = timeline(china, product)
        certain = [one.guideline for one in bearings if one.group != "possible"]
        assert possible == len(bearings) - len(certain)
        assert [one.approval for one in moments] == list(product.approvals)
        for moment in moments:
            orders = [order_in_time(one, moment.approval.approved) for one in certain]
            counts = [orders.count(order) for order in ("before", "same-year", "after")]
            assert counts == [moment.before, moment.same_year, moment.after]


def test_guidelines_are_in_order_of_years(china: CgtCatalogue) -> None:
    for product in china.products:
        years = [one.guideline.year for one in timeline(china, product).bearings]
        assert years == sorted(years)
