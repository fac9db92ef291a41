"""Dates as far as they are known, and as readers see them; every date is formatted here."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from .languages import N_

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
PART = re.compile(r"([12][0-9]{3})(?:-(H[12]|Q[1-4]|[01][0-9])(?:-([0-3][0-9]))?)?")
SPANS = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
PRECISIONS = ("day", "month", "quarter", "half-year", "year", "unknown")
NAMES = {
    **{"H1": N_("first half"), "H2": N_("second half"), "Q1": N_("first quarter")},
    **{"Q2": N_("second quarter"), "Q3": N_("third quarter"), "Q4": N_("fourth quarter")},
}


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A date as far as it is known; in order by its first possible day, then by its last.

    `text` is 2026-06-22, 2003-10, 2025-Q3, 2025-H1, 2003, or a word for why there is none.
    """

    first: dt.date
    last: dt.date
    text: str
    precision: str  # one of PRECISIONS

    def __str__(self) -> str:
        return self.text

    @property
    def year(self) -> int | None:
        """Its year; None if the date is unknown."""
        return None if self.precision == "unknown" else self.first.year


@lru_cache(10_000)
def partial_date(text: str) -> PartialDate:
    """A date of any precision; raises ValueError if the text is none."""
    match = PART.fullmatch(text)
    if match is None or (match[3] and match[2] in SPANS):
        raise ValueError
    year, part, day = int(match[1]), match[2] or "", match[3]
    if day:
        return PartialDate(one := dt.date.fromisoformat(text), one, text, "day")
    first, last = SPANS.get(part) or ((int(part), int(part)) if part else (1, 12))
    end = dt.date(year, last, calendar.monthrange(year, last)[1])
    kinds = {"": "year", "H": "half-year", "Q": "quarter"}
    return PartialDate(dt.date(year, first, 1), end, text, kinds.get(part[:1], "month"))


def unknown_date(word: str) -> PartialDate:
    """A date of which nothing is known, for the reason that a word for missing gives."""
    return PartialDate(dt.date.min, dt.date.max, word, "unknown")


@cache
def format_date(
    day: dt.date | PartialDate | str, space: str = " ", gettext: Callable[[str], str] = str
) -> str:
    """A day as '22 June 2021'; `space` stands between day and month, `gettext` translates.

    It may be of any precision: 2021-06 becomes 'June 2021', 2025-Q3 'third quarter of 2025', and
    2021 '2021'. Any other text, such as a word for a missing date, is returned as it is.
    """
    year, month, number = [*str(day).split("-"), "", ""][:3]
    if not year.isdecimal():
        return str(day)
    if month in NAMES:
        return gettext("{part} of {year}").format(part=gettext(NAMES[month]), year=year)
    if not month:
        return gettext("{year}").format(year=year)
    if not month.isdecimal():
        return str(day)
    name = gettext(MONTHS[int(month) - 1])
    if not number:
        return gettext("{month} {year}").format(month=name, year=year)
    text = gettext("{day} {month} {year}").format(day=int(number), month=name, year=year)
    return text.replace(" ", space, 1)


def month_name(day: dt.date, gettext: Callable[[str], str] = str) -> str:
    """The month of a day: 'June'."""
    return gettext(MONTHS[day.month - 1])
