"""Response rates: like ones beside each other, and self-checks of their arithmetic.

A response rate with a stated number of subjects n should be k/n for some whole k, and its 95 %
interval most often is the exact one (Clopper-Pearson) of k out of n. Both are recomputed here from
the printed digits. A value that does not reproduce is a question to its source, not an error.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..engine.catalogues import per_catalogue
from .catalogue import CgtCatalogue
from .tables import Approval, Endpoint, Product, Term

REACH = 12  # how far from the stated n other numbers of subjects are tried
TAIL = (1 - 0.95) / 2  # of the probability, on either side of an interval
LARGEST = 5000  # subjects; more are not tried, and would take long


class Result(NamedTuple):
    """A result with the approval that rests on it, and its product."""

    product: Product
    approval: Approval
    endpoint: Endpoint


class ResultGroup(NamedTuple):
    """Results of one disease and one measure, in order of approval."""

    disease: Term
    measure: Term
    results: Sequence[Result]


@per_catalogue
def response_groups(catalogue: CgtCatalogue) -> list[ResultGroup]:
    """Every response rate with an interval; only those of one group are like each other."""
    results: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for product, approval in catalogue.approvals:
        for end in approval.endpoints:
            if not why_no_rate(end):
                results[approval.disease, end.measure].append(Result(product, approval, end))
    diseases, measures = catalogue.terms["disease"], catalogue.terms["measure"]
    return [
        ResultGroup(disease, measure, results[disease.id, measure.id])
        for disease in diseases.values()
        for measure in measures.values()
        if (disease.id, measure.id) in results
    ]


@per_catalogue
def rates_by_disease(catalogue: CgtCatalogue) -> dict[str, list[Result]]:
    """The same results by disease, whatever the measure, in order of approval."""
    rates: dict[str, list[Result]] = defaultdict(list)
    for group in response_groups(catalogue):
        rates[group.disease.id] += group.results
    return {
        disease: sorted(own, key=lambda one: one.approval.approved)
        for disease, own in rates.items()
    }


@per_catalogue
def rates_by_approval(catalogue: CgtCatalogue) -> dict[str, list[tuple[int, Result]]]:
    """The response rates of each approval, by its id, each with its place among all by disease."""
    by_disease = rates_by_disease(catalogue).values()
    rates: dict[str, list[tuple[int, Result]]] = defaultdict(list)
    for i, one in enumerate(one for results in by_disease for one in results):
        rates[one.approval.id].append((i, one))
    return dict(rates)


class Check(NamedTuple):
    """The self-check of one endpoint; k is None if nothing reproduces with the stated n."""

    product: Product
    approval: Approval
    endpoint: Endpoint
    n: int
    k: int | None
    others: list[tuple[int, int]]  # (k, n) that reproduce with another n, nearest n first

    @property
    def reproduces(self) -> bool:
        """Whether the value and its interval follow from the stated n."""
        return self.k is not None

    @property
    def nearest(self) -> list[tuple[int, int]]:
        """Those (k, n) that reproduce with an n as near to the stated one as any."""
        away = [abs(n - self.n) for _, n in self.others]
        return self.others[: away.count(away[0])] if away else []

    @property
    def tried(self) -> tuple[int, int]:
        """The smallest and the largest number of subjects that were tried."""
        return max(1, self.n - REACH), self.n + REACH


@per_catalogue
def self_checks(catalogue: CgtCatalogue) -> dict[str, Check]:
    """The self-check of every endpoint that allows one, by endpoint id, in order of approval."""
    return {
        end.id: _check(product, approval, end, approval.number_of_subjects or 0)
        for product, approval in catalogue.approvals
        for end in approval.endpoints
        if not why_unchecked(approval, end)
    }


def _check(product: Product, approval: Approval, end: Endpoint, n: int) -> Check:
    """The self-check of an endpoint with n subjects."""
    printed = end.value, end.lower, end.upper
    check = Check(product, approval, end, n, next(iter(reproducing(*printed, n)), None), [])
    if not check.reproduces:
        first, last = check.tried
        for other in sorted(range(first, last + 1), key=lambda other: abs(other - n)):
            check.others.extend((k, other) for k in reproducing(*printed, other))
    return check


def why_unchecked(approval: Approval, end: Endpoint) -> str:
    """Why an endpoint has no self-check: a block of texts/self_check.txt; '' if it has one."""
    n = approval.number_of_subjects
    if reason := why_no_rate(end):
        return reason
    if n is None:
        return "no_subjects"
    return "too_many" if n > LARGEST else ""


def why_no_rate(end: Endpoint) -> str:
    """Why an endpoint is no response rate with a 95 % interval, in a word; '' if it is one."""
    quantity = end.measure_term.broader if end.measure_term else None
    if end.number is None:
        return "no_value"
    if quantity == "survival-probability":
        return "survival"
    if quantity != "response-proportion" or end.unit != "percent":
        return "no_proportion"
    if end.bounds is None:
        return "no_interval"
    return "" if end.interval == "95%" else "other_level"


def unreproduced(then: CgtCatalogue, now: CgtCatalogue) -> Iterator[str]:
    """Lines on values that followed from a whole number of subjects then and no longer do.

    One that can no longer be checked is among them: a changed level of an interval or a number of
    subjects that is gone would otherwise go unseen.
    """
    checks = self_checks(now)
    endpoints = {end.id: end for _, approval in now.approvals for end in approval.endpoints}
    for end_id, before in self_checks(then).items():
        after, end = checks.get(end_id), endpoints.get(end_id)
        if end is None or not before.reproduces or (after and after.reproduces):
            continue
        was = f"{before.endpoint.value}% was {before.k} of {before.n}"
        row = after.approval.id if after and before.n != after.n else end_id
        place = now.places.get(row, end_id).rpartition("/")[2]
        if after is None:
            yield f"{place}: {was}, and it can no longer be recomputed"
        else:
            it = "it" if before.endpoint.value == end.value else f"{end.value}%"
            yield f"{place}: {was}; no whole number of {after.n} gives {it} and its interval"


@cache
def reproducing(value: str, lower: str, upper: str, n: int) -> list[int]:
    """Every k for which k/n and its exact 95 % interval print as these percentages.

    The bounds of the Clopper-Pearson interval are the shares under which a result at least, or at
    most, as high as k has a probability of (1 - level) / 2.
    """
    about = float(value) * n / 100
    return [
        k
        for k in range(max(0, math.floor(about) - 1), min(n, math.ceil(about) + 1) + 1)
        if prints_as(k / n, value)
        and (reaches(binomial_survival(k - 1, n), TAIL, lower) if k else prints_as(0.0, lower))
        and (reaches(binomial_survival(k, n), 1 - TAIL, upper) if k < n else prints_as(1.0, upper))
    ]


def prints_as(share: float, printed: str) -> bool:
    """Whether a share, in percent, rounds to the printed digits; a tie may go either way."""
    return abs(100 * share - float(printed)) <= _rounding(printed)


def _rounding(printed: str) -> float:
    return 0.5 * 10.0 ** -len(printed.partition(".")[2]) + 1e-9


def reaches(rising: Callable[[float], float], target: float, printed: str) -> bool:
    """Whether the share p at which rising(p) is the target rounds to the printed digits.

    As it rises with p, it is enough to look at both ends of what rounds so.
    """
    middle, away = float(printed), _rounding(printed)
    low, high = (middle - away) / 100, (middle + away) / 100
    return (low <= 0 or rising(low) <= target) and (high >= 1 or rising(high) >= target)


def binomial_survival(k: int, n: int) -> Callable[[float], float]:
    """The probability of more than k successes in n trials, as a function of the share p."""
    ways = [math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) for i in range(k + 1)]

    def probability(p: float) -> float:
        log_p, log_q = math.log(p), math.log1p(-p)
        return 1 - math.fsum(
            math.exp(log + i * log_p + (n - i) * log_q) for i, log in enumerate(ways)
        )

    return probability
