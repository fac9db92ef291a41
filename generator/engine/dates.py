"""Dates as far as they are known, and as readers see them; every date is formatted here."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
PART = re.compile(r"([12][0-9]{3})(?:-(H[12]|Q[1-4]|[01][0-9])(?:-([0-3][0-9]))?)?")
SPANS = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
PRECISIONS = ("day", "month", "quarter", "half-year", "year", "unknown")
NAMES = {
    **{"H1": "first half", "H2": "second half", "Q1": "first quarter", "Q2": "second quarter"},
    **{"Q3": "third quarter", "Q4": "fourth quarter"},
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
def format_date(day: dt.date | PartialDate | str, space: str = " ") -> str:
    """A day as '22 June 2021'; `space` stands between day and month.

    It may be of any precision: 2021-06 becomes 'June 2021', 2025-Q3 'third quarter of 2025', and
    2021 stays '2021'. Any other text, such as a word for a missing date, is returned as it is.
    """
    year, month, number = [*str(day).split("-"), "", ""][:3]
    if year.isdecimal() and month in NAMES:
        return f"{NAMES[month]} of {year}"
    if not (year.isdecimal() and month.isdecimal()):
        return str(day)
    date = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(number)}{space}{date}" if number else date


def month_name(day: dt.date) -> str:
    """The month of a day: 'June'."""
    return MONTHS[day.month - 1]
