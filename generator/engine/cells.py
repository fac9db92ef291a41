"""Cells of a spreadsheet as texts, where it is sure what was typed."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from .columns import Column, PartialDay
from .text import meant_day, usual_day
from .workbooks import unescape_cell

TYPE_AGAIN = "format the cell as Text and type it again"


def cell_text(column: Column, cell: Any, is_formula: bool = False) -> str:
    """The text of a cell of openpyxl; raises ValueError in words if it has none that is sure."""
    value = cell.value
    if cell.data_type == "e":
        raise ValueError(f"is {value}, an error of the spreadsheet")
    if value is None:
        if is_formula:
            raise ValueError("is a formula without a value; type the value instead")
        return ""
    if isinstance(value, str):
        text = unescape_cell(value).strip()
        return (column.kind == "date" and usual_day(text)) or text
    if isinstance(value, bool):
        if column.kind != "boolean":
            raise ValueError(f"is {str(value).upper()}, which is no text; {TYPE_AGAIN}")
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return _date_text(column, value, str(cell.number_format))
    if isinstance(value, int | float):
        return _number_text(column, value, str(cell.number_format))
    raise ValueError(f"is a time of day, {value}; type what is meant")


def _date_text(column: Column, value: dt.date, number_format: str) -> str:
    """A date; only in a column of dates, as anywhere else what was typed is lost."""
    day = value
    if isinstance(value, dt.datetime):
        day = value.date()
        if value.time() != dt.time(0):
            raise ValueError(f"has a time of day ({value}); type {day}")
    if column.kind == "date":
        return day.isoformat()
    if isinstance(column, PartialDay):  # Excel makes 1 June 2021, shown as Jun-21, of 2021-06
        return day.isoformat() if "d" in number_format.casefold() else day.isoformat()[:7]
    raise ValueError(
        f"has become a date of the spreadsheet, {day}, and what was typed is lost; {TYPE_AGAIN}"
    )


def _number_text(column: Column, value: int | float, number_format: str) -> str:
    """A number with the digits that the cell shows."""
    if column.kind == "date":
        hint = meant_day(str(int(value))) if abs(value) < 10**6 else ""
        raise ValueError(f"is the number {value}, not a date like 2021-06-22{hint}")
    if abs(value) >= 10**15 or value != value:
        raise ValueError(f"is a number of more digits than a spreadsheet keeps; {TYPE_AGAIN}")
    plain = format(Decimal(f"{value:.15g}"), "f")
    if re.fullmatch(r"10{5,}", plain):
        power = len(plain) - 1
        raise ValueError(f"is the number {plain}: was it 1E{power}, read as a number? {TYPE_AGAIN}")
    if match := re.fullmatch(r"0(?:\.(0+))?(%?)", number_format):
        digits = len(match[1] or "")
        shown = f"{Decimal(plain) * (100 if match[2] else 1):.{digits}f}"
        if match[2] or Decimal(shown) == Decimal(plain):  # a format may add noughts, not round
            return f"{shown}{match[2]}"
    return plain
