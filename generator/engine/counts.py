"""Counts: partly known ones; those over time, their columns, and how groups of them add up."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import pairwise
from typing import NoReturn

from .columns import Column
from .dates import format_date, partial_date
from .languages import N_

SHORT = {
    **{"H1": N_("{year} H1"), "H2": N_("{year} H2"), "Q1": N_("{year} Q1")},
    **{"Q2": N_("{year} Q2"), "Q3": N_("{year} Q3"), "Q4": N_("{year} Q4")},
}
OPEN = ".."  # stands for the beginning of a range if the source does not give it


class BareCount(Exception):
    """A partly known count was to be used without the number that it is out of."""


class PartialCount:
    """How many of a number of records something is known of: `2 of 6`, wherever it is rendered.

    What is not known is not absent, so the first number means nothing without the second, and
    neither can be had alone: whatever would make a number or a yes or no of it raises BareCount,
    and JSON does not take it. Raises ValueError if more are known than there are.
    """

    __slots__ = ("__pair",)

    def __init__(self, known: int, of: int) -> None:
        if not 0 <= known <= of:
            raise ValueError(f"{known} of {of}")
        self.__pair = known, of

    @property
    def is_none(self) -> bool:
        """Whether it is known of none."""
        return not self.__pair[0]

    @property
    def is_whole(self) -> bool:
        """Whether it is known of all, so that nothing is left out of a count."""
        return self.__pair[0] == self.__pair[1]

    @property
    def is_single(self) -> bool:
        """Whether it is one of one, so that its word is in the singular."""
        return self.__pair == (1, 1)

    def __str__(self) -> str:
        return "{:,} of {:,}".format(*self.__pair)

    __repr__ = __str__

    def __format__(self, form: str) -> str:
        return str(self) if not form else self.__refuse()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialCount) and self.__pair == other.__pair

    def __hash__(self) -> int:
        return hash(self.__pair)

    def __refuse(self, *_: object) -> NoReturn:
        raise BareCount(f"{self}: a number of it alone would count the unknown as absent")

    __int__ = __index__ = __float__ = __len__ = __bool__ = __refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __refuse
    __lt__ = __gt__ = __le__ = __ge__ = __refuse


def days_of(period: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a period; raises ValueError if it is none."""
    beginning, slash, end = period.rpartition("/")
    first, last = partial_date(end).first, partial_date(end).last
    if slash:
        first = dt.date.min if beginning == OPEN else partial_date(beginning).first
    return first, last


def checked_period(text: str) -> str:
    """The text if it is a period; raises ValueError with what is wrong in words otherwise."""
    try:
        first, last = days_of(text)
    except ValueError:
        wrong = "not a period like 2024, 2025-H1, 2024-Q1, 2024-03, 2017/2025-06 or ../2024-10"
        raise ValueError(wrong) from None
    if first > last:
        raise ValueError("a range that ends before it begins")
    return text


# A year, half year, quarter, month or day, or a range from one to another.
Period = partial(Column, value=checked_period)
Tally = partial(  # a whole number; 0 is one
    Column, kind="integer", pattern="0|[1-9][0-9]{0,8}", wrong="not a whole number", value=int
)


def period_ends(period: str, gettext: Callable[[str], str] = str) -> tuple[str, str]:
    """A period for readers, as beginning and end of a range.

    The beginning is '' if it is no range, and '..' if the source does not give it.
    """
    beginning, _, end = period.rpartition("/")
    return _format_part(beginning, gettext), _format_part(end, gettext)


def _format_part(part: str, gettext: Callable[[str], str]) -> str:
    year, _, rest = part.partition("-")
    short = SHORT.get(rest)
    return gettext(short).format(year=year) if short else format_date(part, gettext=gettext)


def overlap(one: str, other: str) -> bool:
    """Whether two periods have a day in common; ranges from one beginning are cumulative."""
    (first, last), (start, end) = days_of(one), days_of(other)
    cumulative = "/" in one and "/" in other and first == start and last != end
    return first <= end and start <= last and not cumulative


def are_consecutive(periods: Iterable[str]) -> bool:
    """Whether there are several periods, each of which begins when the one before it has ended."""
    spans = sorted(days_of(period) for period in periods)
    gaps = {after[0] - before[1] for before, after in pairwise(spans)}
    return gaps == {dt.timedelta(days=1)}


def total(counts: Mapping[tuple[str, ...], int]) -> int:
    """The sum of counts by (anything, group, sub-group), none of them counted twice.

    A count with group and sub-group '' is that of all groups, one with sub-group '' that of the
    group with its sub-groups.
    """
    groups: dict[tuple[str, ...], int] = {}
    for (*others, group, subgroup), count in counts.items():
        whole = (*others, group, "")
        if subgroup and whole not in counts:
            groups[whole] = groups.get(whole, 0) + count
        elif not subgroup:
            groups[whole] = count
    return sum(
        count
        for (*others, group, _), count in groups.items()
        if not group or (*others, "", "") not in groups
    )
