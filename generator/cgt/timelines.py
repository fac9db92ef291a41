"""The guidelines that there were at each approval of a product."""

import datetime as dt
from bisect import bisect, bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .bearing import POSSIBLE, Bearing, Traits, bearings, product_traits
from .catalogue import CgtCatalogue
from .tables import Approval, Guideline, Product


class Moment(NamedTuple):
    """An approval, and how many guidelines were issued before it, in its year, and after it."""

    approval: Approval
    before: int
    same_year: int  # in an order that is not known
    after: int


class Timeline(NamedTuple):
    """The guidelines that bear on a product, or may do so, and its approvals."""

    bearings: list[Bearing]  # in order of years
    moments: list[Moment]  # earliest first; they count what bears on it
    possible: int  # guidelines that may


def timeline(catalogue: CgtCatalogue, product: Product) -> Timeline:
    """The guidelines of a product, counted at each of its approvals."""
    traits, periods = product_traits(catalogue, product), _periods(catalogue)
    rows = bearings(catalogue, traits)
    if traits not in periods:
        spans = [period(one.guideline) for one in rows if one.group != POSSIBLE]
        periods[traits] = sorted(first for first, _ in spans), sorted(last for _, last in spans)
    first_days, last_days = periods[traits]
    moments = []
    for approval in product.approvals:
        day = approval.approved.isoformat()
        before, not_after = bisect_left(last_days, day), bisect(first_days, day)
        after = len(first_days) - not_after
        moments.append(Moment(approval, before, not_after - before, after))
    return Timeline(rows, moments, len(rows) - len(first_days))


@lru_cache(maxsize=2)
def _periods(catalogue: CgtCatalogue) -> dict[Traits, tuple[list[str], list[str]]]:
    """What has been sorted of this catalogue: many products have the same traits."""
    return {}


def period(guideline: Guideline) -> tuple[str, str]:
    """The first and the last day on which a guideline may have been issued, as 2021-06-22."""
    year, issued = str(guideline.year), guideline.issued or ""
    return (issued, issued) if issued.startswith(year) else (f"{year}-01-01", f"{year}-12-31")


def order_in_time(guideline: Guideline, day: dt.date) -> str:
    """Whether a guideline was issued before or after a day: 'before', 'after' or 'same-year'.

    'same-year' means that the order is not known.
    """
    first, last = period(guideline)
    if last < day.isoformat():
        return "before"
    return "after" if first > day.isoformat() else "same-year"


def place_in_time(guidelines: Sequence[Guideline], year: int) -> int:
    """Where a year ends among guidelines in order of years."""
    return bisect(guidelines, year, key=lambda guideline: guideline.year)
