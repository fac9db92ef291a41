"""The self-checks: against another implementation, and against planted errors."""

import random
from pathlib import Path

import msgspec
import pytest
from scipy.stats import beta

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.evidence import (
    Check,
    _checks,
    prints_as,
    reproducing,
    self_checks,
    unreproduced,
    why_unchecked,
)
from generator.engine.templates import Templates
from generator.places import TEMPLATES
from tests.conftest import load, spoil


@pytest.fixture(scope="module")
def checks(catalogue: CgtCatalogue) -> dict[str, Check]:
    return self_checks(catalogue)


def words(check: Check) -> str:
    """What pages say of a self-check."""
    return Templates([TEMPLATES], {}).text("texts/self_check.txt", "outcome", check=check)


def exact_interval(k: int, n: int) -> tuple[float, float]:
    """The Clopper-Pearson interval, as shares, by another implementation."""
    lower = beta.ppf(0.025, k, n - k + 1) if k else 0.0
    upper = beta.ppf(0.975, k + 1, n - k) if k < n else 1.0
    return lower, upper


def test_exact_intervals_agree_with_another_implementation() -> None:
    chance = random.Random(3)
    for _ in range(1000):
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


def test_thirteen_of_fifteen_rates_reproduce_and_two_with_another_number(
    checks: dict[str, Check],
) -> None:
    assert len(checks) == 15
    assert {one: words(check) for one, check in checks.items() if not check.reproduces} == {
        "relmacabtagene-autoleucel-2021-09-01-orr-month-3": "does not reproduce with n = 59; "
        "35/58 does",
        "relmacabtagene-autoleucel-2021-09-01-orr-month-6": "does not reproduce with n = 59; "
        "25/58 does",
    }


def test_a_planted_error_in_any_digit_of_any_rate_or_interval_is_seen(
    checks: dict[str, Check],
) -> None:
    tried = 0
    for check in checks.values():
        if not check.reproduces:
            continue
        printed = [check.endpoint.value, check.endpoint.lower, check.endpoint.upper]
        for i, cell in enumerate(printed):
            for at, digit in enumerate(cell):
                for other in set("0123456789") - {digit} if digit != "." else ():
                    planted = [*printed]
                    planted[i] = cell[:at] + other + cell[at + 1 :]
                    assert not reproducing(planted[0], planted[1], planted[2], check.n), planted
                    tried += 1
    assert tried > 900


def test_a_new_row_is_checked_by_itself(toy: Path) -> None:
    then = load(toy)
    (check,) = self_checks(then).values()
    assert words(check) == "reproduces: 20/40"
    spoil(toy, "approvals", ",40,", ",41,")
    now = load(toy)
    (check,) = self_checks(now).values()
    assert words(check) == "does not reproduce with n = 41; 20/40 does"
    reason = "50.0% was 20 of 40; no whole number of 41 gives it and its interval"
    assert list(unreproduced(then, now)) == [f"approvals.csv:2: {reason}"]


def test_what_fits_no_number_nearby_says_how_far_was_looked(toy: Path) -> None:
    for table in ("approvals", "endpoints"):
        spoil(toy, table, "33.80", "10.80")
        if table == "endpoints":
            spoil(toy, table, "(33.80", "(10.80")
    (check,) = self_checks(load(toy)).values()
    assert words(check) == "does not reproduce with n = 40, nor with any n from 28 to 52"


def test_values_that_are_no_counted_proportions_are_not_checked(
    catalogue: CgtCatalogue, checks: dict[str, Check]
) -> None:
    rest = {
        end.measure_term.broader
        for _, approval in catalogue.approvals
        for end in approval.endpoints
        if end.id not in checks
    }
    assert rest == {"survival-probability", "survival-time", "event-rate"}


@pytest.mark.parametrize(
    ("share", "printed", "fits"),
    [(19 / 24, "79", True), (0.125, "12", True), (0.125, "13", True), (0.1251, "12", False)],
)
def test_a_tie_may_have_been_rounded_either_way(share: float, printed: str, fits: bool) -> None:
    assert prints_as(share, printed) is fits


@pytest.mark.parametrize(
    ("table", "old", "new", "why"),
    [
        ("endpoints", "66.20,95%", "66.20,90%", "other_level"),
        ("approvals", ",40,", ",not-reported,", "no_subjects"),
        ("approvals", ",40,", ",100000,", "too_many"),
    ],
)
def test_what_cannot_be_checked_has_a_reason_in_words_and_is_told(
    toy: Path, table: str, old: str, new: str, why: str
) -> None:
    then = load(toy)
    spoil(toy, table, old, new)
    now = load(toy)
    assert self_checks(now) == {}
    _, approval = now.approvals[0]
    assert why_unchecked(approval, approval.endpoints[0]) == why
    template = Templates([TEMPLATES], {}).environment.get_template("parts/self_check.html")
    assert template.module.reasons[why]
    (line,) = unreproduced(then, now)
    assert line.endswith(": 50.0% was 20 of 40, and it can no longer be recomputed")


@pytest.mark.parametrize(
    ("fits", "others", "outcome"),
    [
        ({40, 41}, [], "reproduces: 7/40"),  # what fits is looked for no further
        ({27, 53}, [], "does not reproduce with n = 40, nor with any n from 28 to 52"),
        ({28, 52}, [28, 52], "does not reproduce with n = 40; 7/28 or 7/52 do"),
        ({50, 31, 38}, [38, 31, 50], "does not reproduce with n = 40; 7/38 does"),
        ({43, 37, 42}, [42, 37, 43], "does not reproduce with n = 40; 7/42 does"),
    ],
)
def test_the_numbers_that_fit_are_looked_for_nearby_and_the_nearest_are_named(
    fits: set[int],
    others: list[int],
    outcome: str,
    toy_catalogue: CgtCatalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fit = lambda value, lower, upper, n: [7] if n in fits else []  # noqa: E731
    monkeypatch.setattr("generator.cgt.evidence.reproducing", fit)
    (check,) = _checks(*toy_catalogue.approvals[0])
    assert [n for _, n in check.others] == others
    assert words(check) == outcome


def test_what_cannot_be_checked_does_not_hide_what_comes_after_it(
    toy_catalogue: CgtCatalogue,
) -> None:
    product, approval = toy_catalogue.approvals[0]
    checked, *rest = approval.endpoints
    turned = msgspec.structs.replace(approval, endpoints=(*rest, checked))
    assert rest
    assert [one.endpoint.id for one in _checks(product, turned)] == [checked.id]
