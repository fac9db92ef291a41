"""Sheets of a workbook of applications, read as entries: each a number with what it is of.

A sheet is a list, in which each row is one application, or a table of counts, long or wide.
"""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..engine.foreign_tables import (
    NO_NUMBER,
    Meaning,
    find_header,
    folded,
    is_serial,
    read_count,
    read_period,
)
from ..engine.problems import Problem
from ..engine.settings import read_toml
from ..engine.text import quoted, suggestion
from ..engine.workbooks import Cell, Sheet

WORD_LISTS = {  # parts of a map, by the list of terms.csv that their words are of
    "group": "therapy-group",
    "subgroup": "therapy-subgroup",
    "measure": "series-measure",
}
ROLES = {  # columns, by the part of the map that explains their cells
    "period": "period",
    "group": "group",
    "subgroup": "subgroup",
    "measure": "measure",
    "conclusion": "measure",
    "started": "started",
}
OTHER_PARTS = ("columns", "started", "total", "period", "sheets")
COLUMNS = (*ROLES, "count", "ignored")
NAMED_BY_SHEET = ("period", "group", "subgroup", "measure")
OWN = Path(__file__).with_name("series_map.toml")

Map = dict[str, dict[str, str]]  # by part: their words, folded, to ours


class Entry(NamedTuple):
    """A number, and what it is of: period, group, subgroup, measure, conclusion, started."""

    facts: dict[str, str]
    number: int
    place: str


class SheetEntries(NamedTuple):
    """What was read in a sheet; totals lack the facts that they are the total of."""

    is_list: bool
    entries: list[Entry]
    totals: list[Entry]
    report: list[str]


class _Columns(NamedTuple):
    """The columns of a sheet by their index, and what its name says of all of its rows."""

    roles: dict[int, str]  # what a row is of
    numbers: dict[int, dict[str, str]]  # what the numbers in a column are of
    default: dict[str, str]


class Faults:
    """What cannot be understood in a file, each cause with all its places."""

    def __init__(self) -> None:
        self.messages: dict[str, list[str]] = defaultdict(list)
        self.words: dict[tuple[str, str], list[str]] = defaultdict(list)

    def problems(self, file: str, mapping: Map) -> Iterator[Problem]:
        """One for each cause, at its first cell; with the line of the map that mends it."""
        lines: dict[tuple[str, str], list[str]] = defaultdict(list)
        meant = {}
        for part, word in self.words:
            near = suggestion(folded(word), mapping[part])
            ours = mapping[part].get(near.partition("'")[2].partition("'")[0], "")
            ours = ours or {"columns": "ignored", "period": '"2025-H1"'}.get(part, "OUR-WORD")
            lines[part, ours].append(word)
            meant[part, word] = ours, near
        for (part, word), places in self.words.items():
            ours, near = meant[part, word]
            line = f"under [{part}]: {ours} = {json.dumps(lines[part, ours], ensure_ascii=False)}"
            reason = f"{quoted(word)} is not understood{near}; add to the map {line}"
            yield Problem(f"{file}: {_first_of(places)}", reason)
        for message, places in self.messages.items():
            yield Problem(f"{file}: {_first_of(places)}", message)


def _first_of(places: list[str]) -> str:
    return places[0] + (f" (and {len(places) - 1} more)" if len(places) > 1 else "")


def read_map(
    path: Path | None, terms: Mapping[str, Mapping[str, Any]]
) -> tuple[Map, list[Problem]]:
    """The map of this catalogue with all that the file at `path` adds, and what is wrong there."""
    mapping: Map = {part: {} for part in (*OTHER_PARTS, *WORD_LISTS)}
    for part, name in WORD_LISTS.items():
        for term in terms.get(name, {}).values():
            mapping[part] |= {folded(term.id): term.id, folded(term.label): term.id}
    allowed = {part: set(terms.get(name, {})) for part, name in WORD_LISTS.items()}
    allowed |= {"columns": {*COLUMNS}, "started": {"yes", "no"}, "sheets": {"ignored"}}
    allowed["total"] = {"total", "subtotal"}
    problems = []
    for source in (OWN, path) if path else (OWN,):
        try:
            content = read_toml(source)
        except (OSError, ValueError, tomllib.TOMLDecodeError) as error:
            return mapping, [Problem(source.name, f"cannot be read: {error}")]
        for part, entries in content.items():
            if part not in mapping or not isinstance(entries, dict):
                reason = f"unknown part [{part}]{suggestion(part, mapping)}"
                problems.append(Problem(source.name, reason))
                continue
            for ours, theirs in entries.items():
                words = allowed.get(part, {ours} if read_period(ours) == ours else set())
                if (ours not in words and source != OWN) or not isinstance(theirs, list):
                    reason = f"[{part}] {ours}: no word of ours with a list of theirs"
                    problems.append(Problem(source.name, reason + suggestion(ours, words)))
                else:
                    mapping[part] |= {folded(word): ours for word in [ours, *theirs]}
    return mapping, problems


def meaning_of(value: object, mapping: Map, first: str = "columns") -> Meaning | None:
    """What a word means, as (part of the map, our word): in the part `first`, or in any other."""
    for part in (first, "group", "subgroup", "measure", "total", "period"):
        if ours := mapping[part].get(folded(value)):
            return part, ours
    period = read_period(value)
    return ("period", period) if period else None


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
        if name == "count" and is_serial(cells):
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
    result = SheetEntries(not numbers, [], [], report)
    above: dict[str, str] = {}  # what the rows of a table are of until it is said anew
    for row in rows:
        _read_row(row, _Columns(roles, numbers, default), mapping, faults, above, result)
    return result


def _read_row(
    row: list[Cell],
    columns: _Columns,
    mapping: Map,
    faults: Faults,
    above: dict[str, str],
    result: SheetEntries,
) -> None:
    """Add what a row says to the entries of its sheet, or to `above` if it is a heading."""
    roles, numbers, default = columns
    filled = {str(cell.value): cell for cell in row if cell.value is not None}
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
    counts = {i: row[i] for i in numbers if folded(row[i].value) not in NO_NUMBER}
    if numbers and not counts and facts and len(filled) == 1:
        above |= facts
    elif len(filled) < 2 or (not counts if numbers else not facts and len(filled) < len(roles)):
        if filled:
            result.report.append(f"{row[0].place} left: {quoted(' '.join(filled))}")
    elif unknown:
        for part, cell in unknown:
            faults.words[part, str(cell.value)].append(cell.place)
    else:
        if numbers and facts.get("total") != "total":
            own = {"subgroup"} | ({"group"} if "subgroup" in facts else set())
            facts = {fact: word for fact, word in above.items() if fact not in own} | facts
            above |= {fact: word for fact, word in facts.items() if fact != "total"}
        for i, cell in (counts if numbers else {-1: row[0]}).items():
            number = read_count(cell.value) if numbers else 1
            if number is None:
                reason = f"{quoted(str(cell.value))} is not a whole number"
                faults.messages[reason].append(cell.place)
                continue
            entry = Entry(default | facts | numbers.get(i, {}), number, cell.place)
            (result.totals if "total" in entry.facts else result.entries).append(entry)
