"""Calendars by RFC 5545, read byte by byte."""

import datetime as dt
import re

from generator.engine.calendars import WIDTH, CalendarDay, calendar

STAMP = dt.date(2020, 6, 30)
HOSTILE = "a, b; c\\n \r\nEND:VCALENDAR\r\nX:\u2028“玩具” " + "玩具🧸é" * 40


def made(**more: str) -> bytes:
    values = {"uid": "urn:x:1", "summary": "Sold", "description": "", **more}
    return calendar("Toys", [CalendarDay(day=dt.date(2020, 1, 2), **values)], STAMP)


def properties(file: bytes) -> list[str]:
    """The lines of a calendar unfolded, as a reader does it."""
    assert file.endswith(b"\r\n")
    assert not re.search(rb"[^\r]\n|\r[^\n]", file)
    return file.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_a_day_is_an_event_of_a_whole_day() -> None:
    assert properties(made(url="https://example.org/x/#y")) == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Toys//EN", "X-WR-CALNAME:Toys"),
        *("BEGIN:VEVENT", "UID:urn:x:1", "DTSTAMP:20200630T000000Z"),
        *("DTSTART;VALUE=DATE:20200102", "SUMMARY:Sold", "URL:https://example.org/x/#y"),
        *("TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR"),
    ]


def test_lines_are_folded_between_characters_and_are_no_longer_than_allowed() -> None:
    for blanks in range(5):
        file = made(summary=" " * blanks + HOSTILE + "x" * 200)
        for line in file.split(b"\r\n"):
            assert len(line) <= WIDTH
            line.decode()  # no character is cut
    assert max(map(len, file.split(b"\r\n"))) == WIDTH


def test_text_stays_text() -> None:
    lines = properties(made(summary=HOSTILE, description=HOSTILE, uid="a;b"))
    assert lines.count("END:VCALENDAR") == 1
    (summary,) = [line for line in lines if line.startswith("SUMMARY:")]
    assert summary.startswith("SUMMARY:a\\, b\\; c\\\\n END:VCALENDAR X: “玩具” 玩具🧸é")
    assert "UID:a\\;b" in lines


def test_a_calendar_without_days_is_one() -> None:
    assert len(properties(calendar("Toys", [], STAMP))) == 5
