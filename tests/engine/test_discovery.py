"""Feeds by the letter of RFC 4287, with an address and without; calendars by RFC 5545."""

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import feedparser

from generator.engine.discovery import WIDTH, CalendarDay, calendar

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def faults(content: bytes) -> Iterator[str]:
    """What RFC 4287 does not allow."""
    feed = ElementTree.fromstring(content)
    entries = feed.findall(f"{ATOM}entry")
    for name, part in (("feed", feed), *(("entry", entry) for entry in entries)):
        for tag in ("id", "title", "updated"):
            if len(part.findall(f"{ATOM}{tag}")) != 1:
                yield f"{name} without one {tag}"
        if not MOMENT.fullmatch(part.findtext(f"{ATOM}updated") or ""):
            yield f"{name} with a bad date"
        if not (part.findtext(f"{ATOM}id") or "").startswith("urn:uuid:"):
            yield f"{name} without an absolute id"
        if len(part.findall(f"{ATOM}link[@rel='alternate']")) != 1:
            yield f"{name} without one alternate link"
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "without an author"
    if len(feed.findall(f"{ATOM}link[@rel='self']")) != 1:
        yield "without a link to itself"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        yield "two entries with one id"


def test_every_feed_is_atom(toy_site: Path, toy_hosted: Path) -> None:
    feeds = [path for site in (toy_site, toy_hosted) for path in site.rglob("feed.xml")]
    assert len(feeds) > 20
    for path in feeds:
        content = path.read_bytes()
        assert list(faults(content)) == [], path
        assert not feedparser.parse(content).bozo, path


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
    assert len(properties(calendar("Toys", [], STAMP))) == 5
