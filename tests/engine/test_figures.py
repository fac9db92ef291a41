"""What charts share."""

import datetime as dt

from generator.engine.figures import grouped_rows, segments_of, year_label


def test_a_year_that_the_data_end_in_is_named_as_a_part() -> None:
    assert year_label(2025, dt.date(2025, 6, 30)) == "2025|to June"
    assert year_label(2024, dt.date(2025, 6, 30)) == "2024"
    assert year_label(2025, dt.date(2025, 12, 31)) == "2025"


def test_segments_of_bars_have_their_places_and_the_highest_bar_is_measured() -> None:
    counted = [("a", 2), ("a", 0), ("a", 3), ("b", 1)]
    segments, highest = segments_of([{"label": label, "count": n} for label, n in counted])
    places = [(row["label"], row["count"], row["place"]) for row in segments]
    assert (places, highest) == ([("a", 2, 0), ("a", 3, 1), ("b", 1, 2)], 5)
    assert segments_of([{"label": "a", "count": 0}]) == ([], 1)


def test_rows_are_below_the_heading_of_their_group() -> None:
    rows = grouped_rows([("a", [{"n": 1}, {"n": 2}]), ("b", [{"n": 3}])], 1.5)
    assert [row["row"] for row in rows] == [0, 1, 2, 3.5, 4.5]
    assert [row["heading"] for row in rows if "heading" in row] == ["a", "b"]
