"""Dates, as far as they are known."""

import datetime as dt

from generator.engine.dates import format_date, month_name


def test_dates_are_written_as_far_as_they_are_known() -> None:
    day = dt.date(2021, 6, 2)
    assert format_date(day) == format_date("2021-06-02") == "2 June 2021"
    assert format_date(day, space="\u00a0") == "2\u00a0June 2021"
    assert [format_date(text) for text in ("2021-06", "2021", "not-reported")] == [
        "June 2021",
        "2021",
        "not-reported",
    ]
    assert month_name(day) == "June"
