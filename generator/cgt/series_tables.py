"""Sheets of a workbook of applications, read as entries: each a number with what it is of.

A sheet is a list, in which each row is one application, or a table of counts, long or wide.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..engine.foreign_tables import NO_NUMBER, find_header, folded, is_serial, read_count
from ..engine.problems import quoted
from ..engine.workbooks import Cell, Sheet
from .series_words import ROLES, Faults, Map, meaning_of

NAMED_BY_SHEET = ("period", "group", "subgroup", "measure")


class SeriesEntry(NamedTuple):
    """A number, and what it is of: period, group, subgroup, measure, conclusion, started."""

    facts: dict[str, str]
    number: int
    place: str


class SheetEntries(NamedTuple):
    """What was read in a sheet.

    `totals` are the printed sums, each in three readings: of the whole sheet, of the group above
    it, of the period above it; one of them must be the sum.
    """

    is_list: bool
    entries: list[SeriesEntry]
    totals: list[tuple[SeriesEntry, ...]]
    report: list[str]


class _Columns(NamedTuple):
    """The columns of a sheet by their index, and what its name says of all of its rows."""

    roles: dict[int, str]  # what a row is of
    numbers: dict[int, dict[str, str]]  # what the numbers in a column are of
    default: dict[str, str]


def read_sheet(sheet: Sheet, mapping: Map, faults: Faults) -> SheetEntries | str:
    """The entries of a sheet, or in words why it has none."""
    if folded(sheet.name) in mapping["sheets"]:
        return "the map leaves it"
    header = find_header(sheet.rows, lambda value: meaning_of(value, mapping))
    if header is None:
        return "no row that could be a header"
    rows = sheet.rows[header[-1] + 1 :]
    roles: dict[int, str] = {}  # of columns that say what a row is of
    numbers: dict[int, dict[str, str]] = {}  # what the numbers in a column are of
    unknown, report = [], [f"header in row {header[0] + 1}"]
    for i in range(len(sheet.rows[0])):
        cells = [row[i] for row in rows]
        heads = list({str(c.value): c for at in header if (c := sheet.rows[at][i]).value}.values())
        meanings = [word for cell in heads if (word := meaning_of(cell.value, mapping))]
        name = next((ours for part, ours in meanings if part == "columns"), "")
        if name == "count" and not roles and is_serial(cells):
            report.append(f"{heads[0].place} {quoted(str(heads[0].value))} numbers the rows: left")
        elif name == "count":
            numbers[i] = {}
        elif name in roles.values():
            faults.messages[f"a second column for '{name}'"].append(heads[0].place)
        elif name in ROLES:
            roles[i] = name
        elif meanings and not name:
            numbers[i] = dict(meanings)
        elif heads and not name and any(cell.value is not None for cell in cells):
            unknown.append(heads[0])
        elif not heads and not numbers and any(meaning_of(c.value, mapping) for c in cells):
            roles[i] = "group"
    if numbers and (started := [i for i, role in roles.items() if role == "started"]):
        del roles[started[0]]  # a number of trials, not whether one was started
        numbers[started[0]] = {"measure": "trials-initiated"}
    named = meaning_of(sheet.name, mapping, "period")
    default = dict([named]) if named and named[0] in NAMED_BY_SHEET else {}
    given = {*roles.values(), *default, *(part for facts in numbers.values() for part in facts)}
    lacking = ["period"] if "period" not in given else []
    lacking += ["group"] if not (numbers or given & {"group", "subgroup"}) else []
    if lacking and len(given) < 2:
        return "no column of periods beside groups or numbers"
    for head in unknown:
        faults.words["columns", str(head.value)].append(head.place)
    for one in lacking:
        reason = f"no column for '{one}'; to leave the sheet, add to the map under [sheets]: "
        reason += f"ignored = {json.dumps([sheet.name], ensure_ascii=False)}"
        faults.messages[reason].append(sheet.rows[header[0]][0].place)
    if lacking:
        return f"no column for {' and '.join(lacking)}"
    return _read_rows(rows, _Columns(roles, numbers, default), mapping, faults, report)


def _read_rows(
    rows: Sequence[Sequence[Cell]],
    columns: _Columns,
    mapping: Map,
    faults: Faults,
    report: list[str],
) -> SheetEntries:
    """The entries of rows below a header; what is left out is added to the report."""
    roles, numbers, default = columns
    result = SheetEntries(not numbers, [], [], report)
    above: dict[str, str] = {}  # what the rows of a table are of until it is said anew
    for row in rows:
        facts, unknown = _facts_of(row, roles, mapping)
        counts = {i: row[i] for i in numbers if folded(row[i].value) not in NO_NUMBER}
        filled = {str(cell.value): cell for cell in row if cell.value is not None}
        if numbers and not counts and facts and len(filled) == 1:
            above |= facts
        elif len(filled) < 2 or (not counts if numbers else not facts and len(filled) < len(roles)):
            report += [f"{row[0].place} left: {quoted(' '.join(filled))}"] if filled else []
        elif unknown:
            for part, cell in unknown:
                faults.words[part, str(cell.value)].append(cell.place)
        elif not numbers:
            result.entries.append(SeriesEntry(default | facts, 1, row[0].place))
        else:
            group = {name: fact for name, fact in above.items() if name != "subgroup"}
            period = {name: fact for name, fact in group.items() if name != "group"}
            if "total" not in facts:
                facts = (period if "subgroup" in facts else group) | facts
                above |= facts
            for i, cell in counts.items():
                number = read_count(cell.value)
                entry = SeriesEntry(default | facts | numbers[i], number or 0, cell.place)
                if number is None:
                    reason = f"{quoted(str(cell.value))} is not a whole number"
                    faults.messages[reason].append(cell.place)
                elif "total" in entry.facts:
                    wider = (entry._replace(facts=one | entry.facts) for one in (group, period))
                    result.totals.append((entry, *wider))
                else:
                    result.entries.append(entry)
    return result


def _facts_of(
    row: Sequence[Cell], roles: Mapping[int, str], mapping: Map
) -> tuple[dict[str, str], list[tuple[str, Cell]]]:
    """What a row is of; and cells that are not understood, each with its part of the map."""
    facts: dict[str, str] = {}
    unknown = []
    for i, role in roles.items():
        value, part = row[i].value, ROLES[role]
        word = meaning_of(value, mapping, part) if value is not None else None
        if word and role == "started":
            facts[role] = word[1] if word[0] == part else "yes"  # the day it was started
        elif word:
            facts[role if word[0] == part else word[0]] = word[1]
        elif value is not None:
            unknown.append((part, row[i]))
    return facts, unknown
