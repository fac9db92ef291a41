"""Days as a calendar that programs subscribe to, by RFC 5545."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

WIDTH = 75  # bytes of a line, its end not counted


class CalendarDay(NamedTuple):
    """An event of a whole day."""

    uid: str  # permanent, and of no other event anywhere
    day: dt.date
    summary: str
    description: str
    url: str = ""  # absolute, if there is one


def calendar(name: str, days: Iterable[CalendarDay], stamp: dt.date) -> bytes:
    """The file of a calendar; `stamp` is the day at which its content was last looked at."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(name)}//EN"]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for one in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(one.uid)}",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"SUMMARY:{_text(one.summary)}",
            *([f"DESCRIPTION:{_text(one.description)}"] if one.description else []),
            *([f"URL:{one.url}"] if one.url else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return b"".join(folded(line) + b"\r\n" for line in (*lines, "END:VCALENDAR"))


def _text(words: str) -> str:
    """A text as the value of a property."""
    return re.sub(r"([\\;,])", r"\\\1", " ".join(words.split()))


def folded(line: str) -> bytes:
    """A line in pieces of WIDTH bytes at most, cut between characters; all but one begin blank."""
    pieces, piece = list[bytes](), b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > WIDTH:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece])
