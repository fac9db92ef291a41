"""What charts share."""

import datetime as dt

from generator.engine.figures import listed, partial_note, period, plural, stacked


def test_a_year_that_the_data_end_in_is_named_as_a_part() -> None:
    assert period(2025, dt.date(2025, 6, 30)) == "2025|to June"
    assert period(2024, dt.date(2025, 6, 30)) == "2024"
    assert period(2025, dt.date(2025, 12, 31)) == "2025"
    assert partial_note(dt.date(2025, 12, 31), 3) == partial_note(dt.date(2025, 6, 30), 0) == ""


def test_segments_of_a_bar_stand_on_each_other() -> None:
    rows = [{"x": "a", "n": 2}, {"x": "a", "n": 0}, {"x": "a", "n": 3}, {"x": "b", "n": 1}]
    found = stacked(rows, "x", "n")
    assert [(row["from"], row["to"], row["mid"]) for row in found] == [
        (0, 2, 1),
        (2, 5, 3.5),
        (0, 1, 0.5),
    ]


def test_numbers_and_lists_are_words() -> None:
    assert (plural(1, "product"), plural(2, "product")) == ("1 product", "2 products")
    assert [listed("abc"[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
