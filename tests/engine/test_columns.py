"""What the cells of each kind of column may hold."""

import datetime as dt

import pytest

from generator.engine import columns
from generator.engine.dates import partial_date, unknown_date

DAY = "not a date like 2021-06-22"


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("Day", "2021-06-22", dt.date(2021, 6, 22)),
        ("PartialDay", "2021-06", partial_date("2021-06")),
        ("PartialDay", "not-reported", unknown_date("not-reported")),
        ("YesNoOrMissing", "no", False),
        ("YesNoOrMissing", "not-reported", None),
        ("YesNo", "yes", True),
        ("Whole", "12", 12),
        ("Count", "12", "12"),
        ("Count", "not-reported", "not-reported"),
        ("Printed", "0.10", "0.10"),
        ("Printed", "NA", "NA"),
        ("Url", "https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
        ("Addresses", "/a/ /b/#c", "/a/ /b/#c"),
        ("EditionId", "2021-06-22-b", "2021-06-22-b"),
        ("Email", "a.b@example.org", "a.b@example.org"),
        ("Id", "3-a", "3-a"),
    ],
)
def test_a_cell_is_read_as_its_value(kind: str, cell: str, value: object) -> None:
    assert getattr(columns, kind)("", "").read(cell) == value


@pytest.mark.parametrize(
    ("kind", "cell", "fault"),
    [
        ("Day", "22/06/2021", DAY),
        ("Day", "2021/6/22", f"{DAY}: write 2021-06-22"),
        ("Day", "43499", f"{DAY} (Excel counts days: is it 2019-02-03?)"),
        ("Day", "2021-02-30", "not a day of the calendar"),
        ("Day", "２０２１-06-22", f"{DAY}: write 2021-06-22"),
        ("PartialDay", "June 2021", f"{DAY}, 2021-Q2, 2021-06 or 2021, nor"),
        ("PartialDay", "0000", f"{DAY}, 2021-Q2, 2021-06 or 2021, nor"),
        ("PartialDay", "2021-13", f"{DAY}, 2021-Q2, 2021-06 or 2021, nor"),
        ("PartialDay", "2021-Q2-01", f"{DAY}, 2021-Q2, 2021-06 or 2021, nor"),
        ("YesNo", "maybe", "not yes or no"),
        ("Whole", "0", "not a whole number above 0"),
        ("Whole", "٣", "not a whole number above 0"),
        ("Count", "forty", "not a whole number above 0, nor a word for missing"),
        ("Printed", "50,0", "not a number as printed, NA, or a word for missing"),
        ("LanguageCode", "Chinese", "not en, zh-Hans or und"),
        ("Url", "javascript:alert(1)", "not an address like https://example.org/page"),
        ("Address", "/../x/", "not an address within the site like"),
        ("Address", "/con/", "a name that file systems reserve"),
        ("EditionId", "last year", "not a date like 2025-06-30, with a word behind it if need be"),
        ("EditionId", "2020-13-01", "not a day of the calendar"),
        ("Id", "-a", "not a lower-case word of letters, digits and single hyphens"),
        ("Id", "3", "not a lower-case word of letters, digits and single hyphens"),
        ("Id", "index", "a name that file systems reserve"),
    ],
)
def test_any_other_cell_is_refused_in_words(kind: str, cell: str, fault: str) -> None:
    with pytest.raises(ValueError, match=r"^(not|a) ") as refused:
        getattr(columns, kind)("", "").read(cell)
    assert str(refused.value).startswith(fault)
