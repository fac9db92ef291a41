"""Self-checks: does a response rate with its interval follow from whole numbers of subjects?

A response rate with a stated number of subjects n should be k/n for some whole k, and its 95 %
interval most often is the exact one (Clopper-Pearson) of k out of n. Both are recomputed here from
the printed digits. A value that does not reproduce is a question to its source, not an error.
"""

import math
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from .catalogue import CgtCatalogue
from .tables import Approval, Endpoint, Product

REACH = 12  # how far from the stated n other numbers of subjects are tried
LEVEL = 0.95
LARGEST = 5000  # subjects; more are not tried, and would take long


class Check(NamedTuple):
    """The self-check of one endpoint; k is None if nothing reproduces with the stated n."""

    product: Product
    approval: Approval
    endpoint: Endpoint
    n: int
    k: int | None
    others: tuple[tuple[int, int], ...]  # (k, n) that reproduce with another n, nearest n first

    @property
    def reproduces(self) -> bool:
        """Whether the value and its interval follow from the stated n."""
        return self.k is not None

    @property
    def nearest(self) -> list[tuple[int, int]]:
        """Those (k, n) that reproduce with an n as near to the stated one as any."""
        distance = [abs(n - self.n) for _, n in self.others]
        return [other for other, away in zip(self.others, distance, strict=True)
                if away == distance[0]]  # fmt: skip

    @property
    def tried(self) -> tuple[int, int]:
        """The smallest and the largest number of subjects that were tried."""
        return max(1, self.n - REACH), self.n + REACH


@lru_cache(maxsize=2)
def self_checks(catalogue: CgtCatalogue) -> dict[str, Check]:
    """The self-check of every endpoint that allows one, by endpoint id, in order of approval."""
    return {
        check.endpoint.id: check
        for product, approval in catalogue.approvals
        for check in _checks(product, approval)
    }


def _checks(product: Product, approval: Approval) -> Iterator[Check]:
    n = approval.number_of_subjects
    for end in approval.endpoints:
        if n is None or n > LARGEST or not is_rate(end):
            continue
        ks = reproducing(end.value, end.lower, end.upper, n)
        others = [
            (k, other)
            for other in range(max(1, n - REACH), n + REACH + 1)
            if other != n and not ks
            for k in reproducing(end.value, end.lower, end.upper, other)
        ]
        others.sort(key=lambda pair: (abs(pair[1] - n), pair[1]))
        yield Check(product, approval, end, n, ks[0] if ks else None, tuple(others))


def is_rate(end: Endpoint) -> bool:
    """Whether an endpoint is a share of counted subjects, in percent, with a 95 % interval."""
    return (
        is_proportion(end)
        and end.number is not None
        and end.bounds is not None
        and end.interval == "95%"
    )


def is_proportion(end: Endpoint) -> bool:
    """Whether an endpoint is a share of counted subjects, in percent."""
    quantity = end.measure_term.broader if end.measure_term else None
    return quantity == "response-proportion" and end.unit == "percent"


def why_unchecked(approval: Approval, end: Endpoint) -> str:
    """Why an endpoint has no self-check: the name of a block of texts/self_check.txt."""
    if end.number is None:
        return "no_value"
    if not is_proportion(end):
        return "no_proportion"
    if end.bounds is None:
        return "no_interval"
    if end.interval != "95%":
        return "other_level"
    return "no_subjects" if approval.number_of_subjects is None else "too_many"


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
        place = now.places.get(end_id, end_id).rpartition("/")[2]
        if after is None:
            yield f"{place}: {was}, and it can no longer be recomputed"
            continue
        if before.n != after.n:
            place = now.places.get(after.approval.id, end_id).rpartition("/")[2]
        it = "it" if before.endpoint.value == end.value else f"{end.value}%"
        yield f"{place}: {was}; no whole number of {after.n} gives {it} and its interval"


@cache
def reproducing(value: str, lower: str, upper: str, n: int) -> list[int]:
    """Every k for which k/n and its exact 95 % interval print as these percentages.

    The bounds of the Clopper-Pearson interval are the shares under which a result at least, or at
    most, as high as k has a probability of (1 - level) / 2.
    """
    tail = (1 - LEVEL) / 2
    return [
        k
        for k in candidates(value, n)
        if (reaches(binomial_survival(k - 1, n), tail, lower) if k else prints_as(0.0, lower))
        and (reaches(binomial_survival(k, n), 1 - tail, upper) if k < n else prints_as(1.0, upper))
    ]


def candidates(value: str, n: int) -> list[int]:
    """Every whole k for which k/n prints as this percentage."""
    about = float(value) * n / 100
    near = range(max(0, math.floor(about) - 1), min(n, math.ceil(about) + 1) + 1)
    return [k for k in near if prints_as(k / n, value)]


def prints_as(share: float, printed: str) -> bool:
    """Whether a share, in percent, rounds to the printed digits; a tie may go either way."""
    return abs(100 * share - float(printed)) <= _rounding(printed)


def _rounding(printed: str) -> float:
    return 0.5 * 10.0 ** -len(printed.partition(".")[2]) + 1e-9


def reaches(rising: Callable[[float], float], target: float, printed: str) -> bool:
    """Whether the share at which a probability reaches a target rounds to the printed digits.

    The probability is looked at where the rounding begins and ends: the share itself is not needed.
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
