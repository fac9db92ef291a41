"""Dates as readers see them; every date of the program is formatted here."""

import datetime as dt
from functools import cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@cache
def format_date(day: dt.date | str, space: str = " ") -> str:
    """A day as '22 June 2021'; `space` stands between day and month.

    A string may be a day, a month or a year as of ISO 8601: 2021-06 becomes 'June 2021', and 2021
    stays '2021'. Any other text, such as a word for a missing date, is returned as it is.
    """
    year, month, number = [*str(day).split("-"), "", ""][:3]
    if not (year.isdecimal() and month.isdecimal()):
        return str(day)
    date = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(number)}{space}{date}" if number else date


def month_name(day: dt.date) -> str:
    """The month of a day: 'June'."""
    return MONTHS[day.month - 1]
