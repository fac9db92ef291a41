"""Tables in files that others have made: their sheets, headers, periods and numbers.

Nothing is known of such a file beforehand: words are compared without regard to case, width,
spacing and hyphens, and the header is the row with most words that mean something.
"""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .columns import Column
from .counts import Period
from .dates import MONTHS
from .problems import Problem
from .workbooks import Cell, Sheet, read_workbook

Meaning = tuple[str, str]  # what a word is in a table, such as ("columns", "group")
LAST_HEADER = 50  # rows in which a header is looked for
NAMED = 3  # how much more the name of a column weighs than another word that is understood
NO_NUMBER = frozenset(("", ".", "none", "na", "n a"))  # folded: blanks, dashes, n/a; None too
EXCEL_EPOCH = dt.date(1899, 12, 30)
PERIOD: Column = Period("Period", "A period.")
FORMS = (  # of a period, in lower case, by what is made of them
    (re.compile(r"(\d{4})年?"), "{0}"),
    (re.compile(r"(\d{4})年?[ ./-]?([hq]\d)"), "{0}-{1}"),
    (re.compile(r"([hq]\d)[ ./-]?(\d{4})"), "{1}-{0}"),
    (re.compile(r"(\d)h[ ./-]?(\d{4})"), "{1}-h{0}"),
    (re.compile(r"(\d{4})年?上半年"), "{0}-h1"),
    (re.compile(r"(\d{4})年?下半年"), "{0}-h2"),
    (re.compile(r"(\d{4})[./年-](\d{1,2})月?"), "{0}-{1:0>2}"),
    (re.compile(r"(\d{4})[./年-](\d{1,2})[./月-](\d{1,2})日?"), "{0}-{1:0>2}-{2:0>2}"),
)
MONTH_NAME = re.compile(r"([a-z]{3,9})\.?[ ,-]*(\d{4})|(\d{4})[ ,-]*([a-z]{3,9})\.?")


def read_foreign_sheets(path: Path) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a workbook or of a CSV file, and what cannot be read in it."""
    if path.suffix.lower() != ".csv":
        return read_workbook(path)
    try:
        lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        return [], [Problem(path.name, f"cannot be read as UTF-8 CSV: {error}")]
    width = max(map(len, lines), default=0)
    rows = [
        [Cell(f"line {i}, cell {j + 1}", "".join(row[j : j + 1]).strip() or None)
         for j in range(width)]
        for i, row in enumerate(lines, 1)
    ]  # fmt: skip
    return [Sheet("lines", rows)], []


def folded(text: object) -> str:
    """Text without regard to case, width, spacing and hyphens."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold()
    return re.sub(r"[\s_\-‐-―/]+", " ", plain).strip()


def find_header(
    rows: Sequence[Sequence[Cell]], meaning: Callable[[Any], Meaning | None]
) -> range | None:
    """The rows of the header, one or two, or None: those with most words that mean something.

    Two belong together if what is in the one leaves the named columns of the other as they are.
    """

    def meanings(row: Sequence[Cell]) -> set[Meaning]:
        return {word for cell in row if cell.value is not None and (word := meaning(cell.value))}

    weights = [
        sum(NAMED if kind == "columns" else 1 for kind, _ in meanings(row))
        for row in rows[:LAST_HEADER]
    ]
    best = max(weights, default=0)
    if best < 2:
        return None
    at = weights.index(best)

    def continues(row: Sequence[Cell]) -> bool:
        pairs = [(cell.value, head.value) for cell, head in zip(row, rows[at], strict=True)]
        pairs = [(value, head) for value, head in pairs if value is not None]
        return len(meanings(row)) > 1 and all(
            meaning(value) and (value == head or not is_named(head)) for value, head in pairs
        )

    def is_named(head: Any) -> bool:
        return (meaning(head) or ("",))[0] == "columns"

    first = at - 1 if at and continues(rows[at - 1]) else at
    last = at + 1 if at + 1 < len(rows) and continues(rows[at + 1]) else at
    return range(first, last + 1)


def read_period(value: object) -> str | None:
    """The period that a cell means, such as 2025-H1, or None; a date is its day.

    It may be a date, what Excel counts as one, or text such as 2025H1, Jan 2024 or 2024年1月.
    """
    if isinstance(value, int) and 20_000 < value < 80_000:
        value = EXCEL_EPOCH + dt.timedelta(days=value)
    if isinstance(value, dt.date):
        return value.isoformat()
    plain = unicodedata.normalize("NFKC", str(value)).casefold().strip()
    written = [
        form.format(*match.groups()) for one, form in FORMS if (match := one.fullmatch(plain))
    ]
    if match := MONTH_NAME.fullmatch(plain):
        name, year = match[1] or match[4], match[2] or match[3]
        numbers = [i for i, month in enumerate(MONTHS, 1) if month.casefold().startswith(name)]
        written += [f"{year}-{number:02}" for number in numbers]
    try:
        return str(PERIOD.read(written[0].upper())) if written else None
    except ValueError:
        return None


def read_count(value: object) -> int | None:
    """The whole number in a cell, also if it is text such as 1,204; None if it is none."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}([, ]\d{3})+|\d{1,9}", value):
        return int(re.sub("[, ]", "", value))
    return value if isinstance(value, int) and value >= 0 and not isinstance(value, bool) else None


def is_serial(cells: Sequence[Cell]) -> bool:
    """Whether the numbers of a column count its rows: 1, 2, 3 and so on."""
    numbers = [read_count(cell.value) for cell in cells if cell.value is not None]
    numbers = [number for number in numbers if number is not None]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
