"""What a column of a table may hold: how it is labelled, what it means, how its cells are read.

A table is a class of records whose fields are given by `cell` with one of these (see schema.py):

    year: int = cell(Whole, "Year", "The year as printed, such as 2021.", "2024")
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from functools import partial
from typing import Any

from .dates import PartialDate, partial_date, unknown_date
from .problems import meant_day

MISSING_WORDS = ("not-reported", "not-reached", "not-applicable", "not-yet-curated")
LONGEST_NAME = 100  # characters of an id; file systems take 255 bytes

NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")  # not \d, which takes digits of any script
WHOLE = re.compile(r"[1-9][0-9]{0,8}")
MISSING = "|".join(MISSING_WORDS)
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?|index")
URL = r"https?://[\w.-]+\.[a-z]{2,}(:\d+)?(/[^\s<>\"']*)?"
# Folders have no dot in their names and files have one, so neither can take the other's place and
# `..` is none; small letters alone, so that no two names differ by case alone.
ADDRESS = r"/([a-z0-9_-]+/)*([a-z0-9_-]+(\.[a-z0-9_-]+)+|#[a-z0-9_.-]+)?"


@dataclass(frozen=True)
class Column:
    """A column of text; its cells may be blank where the type of the field allows None."""

    label: str
    description: str
    example: str = ""
    _: KW_ONLY
    internal: bool = False  # no page of its record shows it
    kind: str = "string"  # or integer, boolean, date: in JSON, data packages, workbooks
    many: bool = False  # several words with blanks between them, each of that pattern
    or_missing: bool = False  # a word for missing may be there instead of another word or id
    words: tuple[str, ...] = ()  # all that a cell may be, if these are few
    pattern: str = ""  # of a cell
    wrong: str = ""  # the message about a cell without that pattern
    value: Callable[[str], Any] = str  # of a cell with that pattern; may raise ValueError, too

    def read(self, text: str) -> Any:
        """The value of a cell that is not blank.

        Raises ValueError with what is wrong in words that follow the cell: "not yes or no".
        """
        values = []
        for word in text.split() if self.many else [text]:
            if self.pattern and not re.fullmatch(self.pattern, word):
                raise ValueError(self.wrong)
            values.append(self.value(word))
        return " ".join(values) if self.many else values[0]


class Text(Column):
    """Any text of one line."""


@dataclass(frozen=True, kw_only=True)
class Word(Column):
    """A word of the list `of` in the table of words."""

    of: str


@dataclass(frozen=True, kw_only=True)
class Translation(Column):
    """What the text of the column `of` is in another language, whose code `language` is.

    It takes the place of that text in pages of the language. It is no fact: neither editions nor
    fingerprints have it.
    """

    of: str
    language: str
    internal: bool = True


@dataclass(frozen=True, kw_only=True)
class Reference(Column):
    """The id of a row of one of the tables `to`.

    If `link` names a field of the record, the record that is referred to is put there when records
    are linked. If `shows`, the page of this record shows that one too: its JSON holds it, a change
    of it is a change of this record, and no row of that table may stand without such a reference.
    """

    to: tuple[str, ...]
    link: str = ""
    shows: bool = False


@dataclass(frozen=True, kw_only=True)
class Parent(Reference):
    """The id of the record that this one is a part of, and is listed in.

    Without `to` it may be any record that has a field called like this table.
    """

    to: tuple[str, ...] = ()


def read_day(text: str) -> dt.date:
    """A day of the calendar, written 2021-06-22."""
    if not ISO_DAY.fullmatch(text):
        raise ValueError(f"not a date like 2021-06-22{meant_day(text)}")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("not a day of the calendar") from None


def read_partial_day(text: str) -> PartialDate:
    """A date as far as it is known: a day, month, quarter, half year, year, or a missing word."""
    if ISO_DAY.fullmatch(text):
        read_day(text)
    if text in MISSING_WORDS:
        return unknown_date(text)
    try:
        return partial_date(text)
    except ValueError:
        wrong = "not a date like 2021-06-22, 2021-Q2, 2021-06 or 2021, nor a word for missing"
        raise ValueError(wrong + meant_day(text)) from None


def read_name(text: str, longest: int = LONGEST_NAME) -> str:
    """The text if every file system takes it as a name."""
    if len(text) > longest:
        raise ValueError(f"longer than {longest} characters")
    if RESERVED.fullmatch(text):
        raise ValueError("a name that file systems reserve")
    return text


def read_address(text: str) -> str:
    """An address of which every part is a name."""
    for name in text.split("/"):
        read_name(name, 2 * LONGEST_NAME)  # parts of pages, and ID.csl.json, are longer than an id
    return text


def read_edition_id(text: str) -> str:
    """A name that begins with a day."""
    read_day(text[:10])
    return read_name(text)


def _kind(pattern: str, wrong: str, **more: Any) -> partial[Column]:
    return partial(Column, pattern=pattern, wrong=wrong, **more)


Texts = partial(Text, many=True)  # shown and never linked
References = partial(Reference, many=True)
Id = _kind(  # the address of a page or of a part of one; permanent
    r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*",
    "not a lower-case word of letters, digits and single hyphens",
    value=read_name,
)
EditionId = _kind(
    rf"{ISO_DAY.pattern}(-[a-z0-9]+)?",
    "not a date like 2025-06-30, with a word behind it if need be",
    value=read_edition_id,
)
Day = partial(Column, kind="date", value=read_day)
PartialDay = partial(Column, value=read_partial_day)
YesNo = _kind("yes|no", "not yes or no", kind="boolean", words=("yes", "no"), value="yes".__eq__)
YesNoOrMissing = _kind(  # None where it is not known
    f"yes|no|{MISSING}", "not yes or no, nor a word for missing", kind="boolean",
    words=("yes", "no"), or_missing=True, value={"yes": True, "no": False}.get,
)  # fmt: skip
Whole = _kind(WHOLE.pattern, "not a whole number above 0", kind="integer", value=int)
Count = _kind(  # kept as text, since a word for missing may stand there
    f"{WHOLE.pattern}|{MISSING}", "not a whole number above 0, nor a word for missing"
)
Printed = _kind(  # with the digits of its source
    f"{NUMBER.pattern}|NA|{MISSING}", "not a number as printed, NA, or a word for missing"
)
LanguageCode = _kind(  # und: a code or a name, which is in no language
    "en|zh-Hans|und", "not en, zh-Hans or und", words=("en", "zh-Hans", "und")
)
Url = _kind(URL, "not an address like https://example.org/page")  # outside the site
Link = _kind(  # a URL with {} where a number of a register goes
    r"https://[\w.-]+\.[a-z]{2,}/[^\s<>\"'{}]*\{\}[^\s<>\"'{}]*",
    "not an address like https://example.org/{} with {} in the place of the value",
)
Email = _kind(r"(?a)[\w.+-]+@[\w.-]+\.[a-z]{2,}", "not an e-mail address like curators@example.org")
Address = _kind(
    ADDRESS,
    "not an address within the site like /products/x/ or /products/x/#part",
    value=read_address,
)
Addresses = partial(Address, many=True)
