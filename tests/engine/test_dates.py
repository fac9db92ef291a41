"""Dates, as far as they are known."""

import datetime as dt

import pytest

from generator.engine.dates import format_date, month_name, partial_date, unknown_date


def test_dates_are_written_as_far_as_they_are_known() -> None:
    day = dt.date(2021, 6, 2)
    assert format_date(day) == format_date("2021-06-02") == "2 June 2021"
    assert format_date(day, space="\u00a0") == "2\u00a0June 2021"
    assert [format_date(one) for one in ("2021", "not-reported")] == ["2021", "not-reported"]
    assert month_name(day) == "June"


@pytest.mark.parametrize(
    ("text", "precision", "last", "words"),
    [
        ("2026-06-22", "day", "2026-06-22", "22 June 2026"),
        ("2003-02", "month", "2003-02-28", "February 2003"),
        ("2025-Q3", "quarter", "2025-09-30", "third quarter of 2025"),
        ("2025-H1", "half-year", "2025-06-30", "first half of 2025"),
        ("2024", "year", "2024-12-31", "2024"),
    ],
)
def test_a_date_has_a_precision_and_a_last_day(
    text: str, precision: str, last: str, words: str
) -> None:
    date = partial_date(text)
    assert (str(date), date.precision, str(date.last)) == (text, precision, last)
    assert (format_date(date), date.year) == (words, date.first.year)


def test_dates_are_in_order_of_their_first_days_and_the_unknown_before_all() -> None:
    texts = ["2026", "2025-07-02", "2003-10", "2025-Q3", "2003", "2025-06-30"]
    dates = sorted([*map(partial_date, texts), unknown_date("not-reported")])
    ordered = "not-reported 2003 2003-10 2025-06-30 2025-Q3 2025-07-02 2026"
    assert " ".join(map(str, dates)) == ordered
    assert dates[0].year is None
