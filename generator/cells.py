"""What a cell may hold: each type reads text and says in words what is wrong with it.

A column that refers to others says so with `Ref` (ids) or `Word` (words of terms.csv).
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")  # not \d, which takes digits of any script
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR_OR_MONTH = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?")
WHOLE = re.compile(r"[1-9][0-9]{0,8}")
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
# Folders have no dot in their names and files have one, so that neither stands in the other's place
# and `..` is none; small letters alone, so that no two names differ by case alone.
ADDRESS = re.compile(r"/([a-z0-9_-]+/)*([a-z0-9_-]+(\.[a-z0-9_-]+)+|#[a-z0-9_.-]+)?")
LONGEST_NAME = 100  # characters of an id; file systems take 255 bytes
Y_M_D = re.compile(r"([0-9]{4})\s?[-/.年]\s?([0-9]{1,2})\s?[-/.月]\s?([0-9]{1,2})\s?日?")
MISSING_WORDS = ("not-reported", "not-reached", "not-applicable", "not-yet-curated")
LANGUAGES = ("en", "zh-Hans", "und")


@dataclass(frozen=True)
class Ref:
    """Marks a column that holds the id of a record in one of `tables`, or several ids by blanks."""

    tables: tuple[str, ...]
    or_missing: bool = False  # a missing-value word may stand instead
    many: bool = False


@dataclass(frozen=True)
class Word:
    """Marks a column that holds a word of that list in terms.csv."""

    list: str
    or_missing: bool = False


def _id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or not re.search("[a-z]", text):
        raise ValueError("not a lower-case word of letters, digits and single hyphens")
    if text == "index":
        raise ValueError("a name that file systems reserve")
    return _name(text)


def _name(text: str, longest: int = LONGEST_NAME) -> str:
    """A name that every file system takes."""
    if len(text) > longest:
        raise ValueError(f"longer than {longest} characters")
    if RESERVED.fullmatch(text):
        raise ValueError("a name that file systems reserve")
    return text


def meant_day(text: str) -> str:
    """What to write instead of this text, or what Excel may have made this number of, if sure."""
    if found := Y_M_D.fullmatch(unicodedata.normalize("NFKC", text)):
        return f": write {found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if re.fullmatch(r"\d{5}", text):
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(text))
        if 1990 <= day.year < 2100:
            return f" (Excel counts days: is it {day}?)"
    return ""


def _day(text: object) -> object:
    if isinstance(text, str):
        if not ISO_DAY.fullmatch(text):
            raise ValueError(f"not a date like 2021-06-22{meant_day(text)}")
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise ValueError("not a day of the calendar") from None
    return text


def _some_day(text: str) -> str:
    if ISO_DAY.fullmatch(text):
        _day(text)
    elif text not in MISSING_WORDS and not YEAR_OR_MONTH.fullmatch(text):
        known = "2021-06-22, 2021-06 or 2021, nor a word for missing"
        raise ValueError(f"not a date like {known}{meant_day(text)}")
    return text


def _yes(text: object) -> object:
    if isinstance(text, bool):
        return text
    if text not in ("yes", "no"):
        raise ValueError("not yes or no")
    return text == "yes"


def _whole(text: object) -> object:
    if isinstance(text, str) and not WHOLE.fullmatch(text):
        raise ValueError("not a whole number above 0")
    return text


def _published(text: str) -> str:
    if text != "NA" and text not in MISSING_WORDS and not NUMBER.fullmatch(text):
        raise ValueError("not a number as printed, NA, or a word for missing")
    return text


def _count(text: str) -> str:
    if text not in MISSING_WORDS and not WHOLE.fullmatch(text):
        raise ValueError("not a whole number above 0, nor a word for missing")
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[\w.-]+\.[a-z]{2,}(:\d+)?(/[^\s<>\"']*)?", text):
        raise ValueError("not an address like https://example.org/page")
    return text


def _email(text: str) -> str:
    if not re.fullmatch(r"[\w.+-]+@[\w.-]+\.[a-z]{2,}", text, re.ASCII):
        raise ValueError("not an e-mail address like curators@example.org")
    return text


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError("not an address within the site like /products/x/ or /products/x/#part")
    for name in text.split("/"):
        _name(name, 2 * LONGEST_NAME)  # approval-ID and ID.csl.json are longer than an id
    return text


def _addresses(text: str) -> str:
    return " ".join(_address(one) for one in text.split())


def _edition_id(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-[a-z0-9]+)?", text):
        raise ValueError("not a date like 2025-06-30, with a word behind it if need be")
    _day(text[:10])
    return _name(text)


def _lang(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError("not en, zh-Hans or und")
    return text


Id = Annotated[str, AfterValidator(_id)]
Text = Annotated[str, Field(min_length=1)]
Optional = Text | None
Day = Annotated[dt.date, BeforeValidator(_day)]
SomeDay = Annotated[str, AfterValidator(_some_day)]  # as far as it is known: day, month or year
YesNo = Annotated[bool, BeforeValidator(_yes)]
Whole = Annotated[int, BeforeValidator(_whole)]
Published = Annotated[str, AfterValidator(_published)]  # a number with the digits of the source
Count = Annotated[str, AfterValidator(_count)]
Url = Annotated[str, AfterValidator(_url)]
Email = Annotated[str, AfterValidator(_email)]
Address = Annotated[str, AfterValidator(_address)]
Addresses = Annotated[str, AfterValidator(_addresses)]  # by blanks
EditionId = Annotated[str, AfterValidator(_edition_id)]
Lang = Annotated[str, AfterValidator(_lang)]
