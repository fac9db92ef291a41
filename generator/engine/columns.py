"""What a column of a table may hold: how it is labelled, what it means, how its cells are read.

A table is a record class whose columns are annotated with one of these (see schema.py):

    year: Annotated[int, Whole("Year", "The year as printed, such as 2021.", "2024")]

`read` turns the text of a cell into its value, and raises ValueError with what is wrong in words
that follow the cell: "not a date like 2021-06-22".
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from .text import meant_day

MISSING_WORDS = ("not-reported", "not-reached", "not-applicable", "not-yet-curated")
LANGUAGES = ("en", "zh-Hans", "und")
LONGEST_NAME = 100  # characters of an id; file systems take 255 bytes

NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")  # not \d, which takes digits of any script
WHOLE = re.compile(r"[1-9][0-9]{0,8}")
MISSING = "|".join(MISSING_WORDS)
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?|index")
# Folders have no dot in their names and files have one, so neither can take the other's place and
# `..` is none; small letters alone, so that no two names differ by case alone.
ADDRESS = re.compile(r"/([a-z0-9_-]+/)*([a-z0-9_-]+(\.[a-z0-9_-]+)+|#[a-z0-9_.-]+)?")


@dataclass(frozen=True)
class Column:
    """A column of text; `internal` if no page of its record shows it.

    Its cells may be blank where the type of the field allows None.
    """

    label: str
    description: str
    example: str = ""
    internal: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "string"  # or integer, boolean, date: in JSON, data packages, workbooks
    many: ClassVar[bool] = False  # several words with blanks between them
    words: ClassVar[tuple[str, ...]] = ()  # all that a cell may be, if these are few
    pattern: ClassVar[re.Pattern[str] | None] = None  # of a cell
    wrong: ClassVar[str] = ""  # the message about a cell without that pattern

    def read(self, text: str) -> Any:
        """The value of a cell that is not blank."""
        if self.pattern and not self.pattern.fullmatch(text):
            raise ValueError(self.wrong)
        return text


def cell_of(value: Any) -> str:
    """The text of a value in its cell: the reverse of `read`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


class Text(Column):
    """Any text of one line."""


class Id(Column):
    """A permanent name: the address of a page or of a part of one."""

    pattern = re.compile(r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*")
    wrong = "not a lower-case word of letters, digits and single hyphens"

    def read(self, text: str) -> str:
        return safe_name(super().read(text))


class Day(Column):
    """A day of the calendar, written 2021-06-22."""

    kind = "date"

    def read(self, text: str) -> dt.date:
        if not ISO_DAY.fullmatch(text):
            raise ValueError(f"not a date like 2021-06-22{meant_day(text)}")
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise ValueError("not a day of the calendar") from None


class PartialDay(Column):
    """A date as far as it is known: a day, a month, a year, or a word for missing."""

    pattern = re.compile(rf"[12][0-9]{{3}}(-(0[1-9]|1[0-2]))?|{MISSING}")
    wrong = "not a date like 2021-06-22, 2021-06 or 2021, nor a word for missing"

    def read(self, text: str) -> str:
        if ISO_DAY.fullmatch(text):
            Day("", "").read(text)
        elif not self.pattern.fullmatch(text):
            raise ValueError(self.wrong + meant_day(text))
        return text


class YesNo(Column):
    """yes or no."""

    kind = "boolean"
    words = ("yes", "no")
    pattern = re.compile("yes|no")
    wrong = "not yes or no"

    def read(self, text: str) -> bool:
        return bool(super().read(text) == "yes")


class Whole(Column):
    """A whole number above 0."""

    kind = "integer"
    pattern = WHOLE
    wrong = "not a whole number above 0"

    def read(self, text: str) -> int:
        return int(super().read(text))


class Count(Column):
    """A whole number above 0 as text, or a word for missing."""

    pattern = re.compile(f"{WHOLE.pattern}|{MISSING}")
    wrong = "not a whole number above 0, nor a word for missing"


class Printed(Column):
    """A number with the digits of its source, NA, or a word for missing."""

    pattern = re.compile(f"{NUMBER.pattern}|NA|{MISSING}")
    wrong = "not a number as printed, NA, or a word for missing"


class Language(Column):
    """The language of a text: en, zh-Hans, or und where it is none."""

    words = LANGUAGES
    pattern = re.compile("|".join(LANGUAGES))
    wrong = "not en, zh-Hans or und"


class Url(Column):
    """An address elsewhere."""

    pattern = re.compile(r"https?://[\w.-]+\.[a-z]{2,}(:\d+)?(/[^\s<>\"']*)?")
    wrong = "not an address like https://example.org/page"


class Email(Column):
    """An e-mail address."""

    pattern = re.compile(r"[\w.+-]+@[\w.-]+\.[a-z]{2,}", re.ASCII)
    wrong = "not an e-mail address like curators@example.org"


class Texts(Column):
    """Several texts with blanks between them, shown and never linked."""

    many = True


class Address(Column):
    """An address within the site."""

    pattern = ADDRESS
    wrong = "not an address within the site like /products/x/ or /products/x/#part"

    def read(self, text: str) -> str:
        for name in super().read(text).split("/"):
            safe_name(name, 2 * LONGEST_NAME)  # approval-ID and ID.csl.json are longer than an id
        return text


class Addresses(Address):
    """Addresses within the site with blanks between them."""

    many = True

    def read(self, text: str) -> str:
        return " ".join(super(Addresses, self).read(one) for one in text.split())


class EditionId(Column):
    """The name of an edition: a day, with a word behind it if need be."""

    pattern = re.compile(rf"{ISO_DAY.pattern}(-[a-z0-9]+)?")
    wrong = "not a date like 2025-06-30, with a word behind it if need be"

    def read(self, text: str) -> str:
        Day("", "").read(super().read(text)[:10])
        return safe_name(text)


@dataclass(frozen=True)
class Word(Column):
    """A word of the list `of` in the table of words."""

    of: str = field(kw_only=True)
    or_missing: bool = field(default=False, kw_only=True)  # a word for missing may stand instead


@dataclass(frozen=True)
class Reference(Column):
    """The id of a row of one of the tables `to`.

    If `link` names a field of the record, the record that is referred to is put there when records
    are linked; if `shows`, the page of this record shows that one too.
    """

    to: tuple[str, ...] = field(kw_only=True)
    or_missing: bool = field(default=False, kw_only=True)
    link: str = field(default="", kw_only=True)
    shows: bool = field(default=False, kw_only=True)


class References(Reference):
    """Ids of rows of one table with blanks between them."""

    many = True


@dataclass(frozen=True)
class Parent(Reference):
    """The id of the record that this one is a part of, and is listed in.

    Without `to` it may be any record that has a field called like this table.
    """

    to: tuple[str, ...] = field(default=(), kw_only=True)


def safe_name(text: str, longest: int = LONGEST_NAME) -> str:
    """The text if every file system takes it as a name; raises ValueError otherwise."""
    if len(text) > longest:
        raise ValueError(f"longer than {longest} characters")
    if RESERVED.fullmatch(text):
        raise ValueError("a name that file systems reserve")
    return text
