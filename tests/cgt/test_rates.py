"""Response rates in groups, and their self-check against planted errors and another program."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from scipy.special import betaincinv

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.rates import (
    Check,
    prints_as,
    reproducing,
    response_groups,
    self_checks,
    why_no_rate,
)
from generator.engine.templates import Templates
from generator.places import TEMPLATES
from tests.conftest import load, spoil

from .conftest import renders


@pytest.fixture(scope="module")
def checks(china: CgtCatalogue) -> dict[str, Check]:
    return self_checks(china)


def outcome(check: Check) -> str:
    """The outcome of a self-check in words."""
    return Templates([TEMPLATES]).text("texts/self_check.txt", "outcome", check=check)


def exact_interval(k: int, n: int) -> tuple[float, float]:
    """The Clopper-Pearson interval, as shares, by another implementation."""
    lower = betaincinv(k, n - k + 1, 0.025) if k else 0.0
    upper = betaincinv(k + 1, n - k, 0.975) if k < n else 1.0
    return lower, upper


def test_exact_intervals_agree_with_another_implementation() -> None:
    chance = random.Random(3)
    for _ in range(3000):
        n = chance.randint(1, 200)
        k = chance.randint(0, n)
        value, *bounds = (f"{100 * share:.6f}" for share in (k / n, *exact_interval(k, n)))
        assert k in reproducing(value, *bounds, n)
        for i in (0, 1):
            moved = [*bounds]
            moved[i] = f"{float(bounds[i]) + chance.choice((-1, 1)) * 2e-6:.6f}"
            assert k not in reproducing(value, *moved, n)


def test_whatever_is_printed_from_whole_subjects_reproduces() -> None:
    chance = random.Random(5)
    for _ in range(400):
        n, decimals = chance.randint(5, 200), chance.randint(0, 2)
        k = chance.randint(0, n)
        printed = [f"{100 * share:.{decimals}f}" for share in (k / n, *exact_interval(k, n))]
        assert k in reproducing(printed[0], printed[1], printed[2], n)


def test_two_of_fifteen_rates_of_the_source_do_not_reproduce_and_another_number_does(
    checks: dict[str, Check],
) -> None:
    assert len(checks) == 15
    open_ones = [check for check in checks.values() if not check.reproduces]
    assert {check.endpoint.id: outcome(check) for check in open_ones} == {
        "relmacabtagene-autoleucel-2021-09-01-orr-month-3": "does not match n = 59; 35/58 does",
        "relmacabtagene-autoleucel-2021-09-01-orr-month-6": "does not match n = 59; 25/58 does",
    }


def test_a_planted_error_in_any_digit_of_any_rate_or_interval_is_found(
    checks: dict[str, Check],
) -> None:
    tried = 0
    for check in checks.values():
        printed = [check.endpoint.value, check.endpoint.lower, check.endpoint.upper]
        for i, cell in enumerate(printed) if check.reproduces else ():
            for at, digit in enumerate(cell):
                for other in set("0123456789") - {digit} if digit != "." else ():
                    planted = printed.copy()
                    planted[i] = cell[:at] + other + cell[at + 1 :]
                    assert not reproducing(planted[0], planted[1], planted[2], check.n), planted
                    tried += 1
    assert tried > 900


def test_values_that_are_no_counted_proportions_are_not_checked(
    china: CgtCatalogue, toys: CgtCatalogue, checks: dict[str, Check]
) -> None:
    rest = {
        china.terms["measure"][end.measure].broader
        for _, approval in china.approvals
        for end in approval.endpoints
        if end.id not in checks
    }
    assert rest == {"survival-probability", "survival-time", "event-rate"}
    assert self_checks(toys).keys() == {"toycel-2019-02-03-trr-month-3"}


@pytest.mark.parametrize(
    ("share", "printed", "fits"),
    [(19 / 24, "79", True), (0.125, "12", True), (0.125, "13", True), (0.1251, "12", False)],
)
def test_a_tie_may_have_been_rounded_either_way(share: float, printed: str, fits: bool) -> None:
    assert prints_as(share, printed) is fits


@pytest.mark.parametrize(
    ("table", "old", "new", "why"),
    [
        ("endpoints", "66.20,95%", "66.20,90%", "no 95% interval"),
        ("approvals", ",40,", ",not-reported,", "no number of subjects to check with"),
        ("approvals", ",40,", ",100000,", "more than 5,000 subjects"),
        ("endpoints", "50.0,percent", "50.0,not-reported", "not a counted proportion"),
    ],
)
def test_what_cannot_be_checked_says_why(
    toy: Path, table: str, old: str, new: str, why: str
) -> None:
    spoil(toy, table, old, new)
    catalogue = load(toy)
    assert self_checks(catalogue) == {}
    render = renders(replace(catalogue, editions=()))  # a figure that they had may be gone
    assert all(why in render(path).html for path in ("/evidence/", "/products/toycel/"))


@pytest.mark.parametrize(
    ("fits", "others", "words"),
    [
        ({40, 41}, [], "matches 7/40"),  # what fits is looked for no further
        ({27, 53}, [], "does not match n = 40, nor with any n from 28 to 52"),
        ({28, 52}, [28, 52], "does not match n = 40; 7/28 or 7/52 do"),
        ({50, 31, 38}, [38, 31, 50], "does not match n = 40; 7/38 does"),
        ({43, 37, 42}, [42, 37, 43], "does not match n = 40; 7/42 does"),
    ],
)
def test_the_numbers_that_fit_are_looked_for_nearby_and_told_nearest_first(
    fits: set[int],
    others: list[int],
    words: str,
    toys: CgtCatalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fit = lambda value, lower, upper, n: [7] if n in fits else []  # noqa: E731
    monkeypatch.setattr("generator.cgt.rates.reproducing", fit)
    [check] = self_checks(replace(toys)).values()  # of a copy, for which none are known yet
    assert [n for _, n in check.others] == others
    assert outcome(check) == words


def test_every_rate_with_an_interval_is_in_the_group_of_its_disease_and_measure(
    china: CgtCatalogue,
) -> None:
    placed = []
    for disease, measure, results in response_groups(china):
        for _, approval, end in results:
            assert (approval.disease, end.measure) == (disease.id, measure.id)
            placed.append(end.id)
    rates = [end.id for _, one in china.approvals for end in one.endpoints if not why_no_rate(end)]
    assert sorted(placed) == sorted(rates)
