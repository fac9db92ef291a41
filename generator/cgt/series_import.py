"""The publisher's workbook of applications turned, once, into rows of series.csv."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..engine.counts import are_consecutive, days_of, total
from ..engine.foreign_tables import read_foreign_sheets
from ..engine.problems import Problem
from ..engine.tables import Row
from .catalogue import CgtCatalogue
from .series_tables import SeriesEntry, SheetEntries, read_sheet
from .series_words import Faults, read_map
from .tables.series import PUBLISHED_SUMS

CONCLUSIONS = ("permitted", "terminated", "under-review", "trials-initiated")
KINDS = ("inds", "supplementals")  # of applications
FIRST_YEAR = 1990
TWICE = "a second number for one period, group and kind; if the column has none, add its header to \
the map under [columns]: ignored = [...]"

KEY = ("series", "period", "measure", "group", "subgroup")
Key = tuple[str, str, str, str, str]
Counts = dict[Key, SeriesEntry]


class SeriesImport(NamedTuple):
    """What a file holds: rows of series.csv, the lines of a report on it, and every problem."""

    rows: list[Row]
    report: list[str]
    problems: list[Problem]


def read_series(path: Path, map_path: Path | None, catalogue: CgtCatalogue) -> SeriesImport:
    """The counts of applications in a workbook or CSV file.

    The rows may be written if there is no problem. `map_path` adds to what words mean. The report
    names every sheet and why it is taken or left, and compares the sums with those published.
    """
    mapping, problems = read_map(map_path, catalogue.terms)
    if problems:
        return SeriesImport([], [], problems)
    sheets, problems = read_foreign_sheets(path)
    faults = Faults()
    counts: Counts = {}
    report = [f"{path.name}: {len(sheets)} sheets"]
    lists: dict[str, Any] = {}  # their cells
    listed: Counter[Key] = Counter()
    tables: list[tuple[str, SheetEntries]] = []
    for sheet in sheets:
        content = [[cell.value for cell in row] for row in sheet.rows]
        same = [name for name, other in lists.items() if other == content]
        read = f"the same rows as {same[0]}" if same else read_sheet(sheet, mapping, faults)
        if isinstance(read, str):
            report.append(f"  {sheet.name} left: {read}")
            continue
        kind = "a list, each row an application" if read.is_list else "a table of counts"
        report.append(f"  {sheet.name} taken as {kind}: {len(read.entries)} read")
        report += [f"    {line}" for line in read.report]
        if read.is_list:
            lists[sheet.name] = content
            for entry in read.entries:
                listed.update(_keys(entry, catalogue, faults))
        else:
            tables.append((sheet.name, read))
    names = ", ".join(lists)
    counts = {key: SeriesEntry({}, count, f"rows of {names}") for key, count in listed.items()}
    for name, read in tables:
        own = _table_counts(read, catalogue, faults)
        again = {key for key in own if key in counts}
        for key in sorted(again):
            if own[key].number != counts[key].number:
                _differ(own[key], counts[key], faults)
        report.append(f"  {name}: {len(read.totals)} totals checked, {len(again)} counts again")
        counts = own | counts
    _drop_sums(counts, faults)
    problems += faults.problems(path.name, mapping)
    if not counts and not problems:
        problems.append(Problem(path.name, "has no sheet with applications or counts of them"))
    report += _sums(counts, catalogue)
    return SeriesImport([*_rows(counts, catalogue)], report, problems)


def _known_period(text: str, catalogue: CgtCatalogue, longest: int) -> str:
    """A period, a day shortened to its month or year, the last year cut to the months covered."""
    as_of = catalogue.settings.as_of
    period = text[:longest] if len(text) == 10 or longest == 4 else text
    if period != str(as_of.year) or (as_of.month, as_of.day) == (12, 31):
        return period
    return f"{period}-H1" if as_of.month == 6 else f"{period}-01/{period}-{as_of.month:02}"


def _keys(
    entry: SeriesEntry, catalogue: CgtCatalogue, faults: Faults, is_list: bool = True
) -> Iterator[Key]:
    """The counts that an application belongs to, or the one that an entry of a table is."""
    facts = entry.facts
    period = _known_period(facts.get("period", ""), catalogue, 4 if is_list else 7)
    subgroup = facts.get("subgroup", "")
    wider = catalogue.terms["therapy-subgroup"][subgroup].broader or "" if subgroup else ""
    group = facts.get("group", wider)
    fault = ""
    if not period:
        fault = "no period"
    elif days_of(period)[0].year < FIRST_YEAR or days_of(period)[0] > catalogue.settings.as_of:
        fault = f"{period} is not from {FIRST_YEAR} to {catalogue.settings.as_of}"
    elif is_list and not group:
        fault = "no group"
    elif wider and group != wider:
        fault = f"{subgroup} is a part of {wider}, not of {group}"
    if fault:
        faults.messages[fault].append(entry.place)
        return
    measure = facts.get("measure", "applications")
    conclusion = facts.get("conclusion", measure if measure in CONCLUSIONS else "")
    if is_list or not conclusion:
        yield "ind-applications", period, measure, group, subgroup
    if is_list and subgroup:
        yield "ind-applications", period, measure, group, ""
    if conclusion:
        yield "ind-conclusions", period, conclusion, group, "" if is_list else subgroup
    if is_list and facts.get("started") == "yes":
        yield "ind-conclusions", period, "trials-initiated", group, ""


def _table_counts(read: SheetEntries, catalogue: CgtCatalogue, faults: Faults) -> Counts:
    """The counts of a table, whose totals are compared with what they are the totals of."""
    counts: Counts = {}
    for entry in read.entries:
        for key in _keys(entry, catalogue, faults, is_list=False):
            if key in counts:
                faults.messages[TWICE].append(entry.place)
            counts.setdefault(key, entry)
    for candidates in read.totals:
        sums = []
        for one in candidates:
            facts = {name: one.facts.get(name, "") for name in KEY[1:]}
            facts["period"] = _known_period(facts["period"], catalogue, 7)
            sums.append(_sum(counts, **facts))
        if (number := candidates[0].number) not in sums:
            reason = f"the total {number} is not {sums[0]}, the sum"
            faults.messages[reason].append(candidates[0].place)
    return counts


def _sum(
    counts: Counts, measure: str = "", period: str = "", group: str = "", subgroup: str = ""
) -> int:
    """The sum of the counts that have these facts; '' is any, but trials are no applications."""
    wanted = period, measure, group, subgroup
    return total(
        {
            key: entry.number
            for key, entry in counts.items()
            if all(want in ("", own) for want, own in zip(wanted, key[1:], strict=True))
            and (measure or key[2] != "trials-initiated")
        }
    )


def _differ(one: SeriesEntry, other: SeriesEntry, faults: Faults) -> None:
    faults.messages[f"{one.number}, but {other.number} by {other.place}"].append(one.place)


def _drop_sums(counts: Counts, faults: Faults) -> None:
    """Leave out numbers of all applications where those of each kind are there."""
    for key in [key for key in counts if key[2] == "applications"]:
        kinds = [counts[own] for kind in KINDS if (own := (*key[:2], kind, *key[3:])) in counts]
        if kinds:
            entry = counts.pop(key)
            number = sum(one.number for one in kinds)
            if number != entry.number:
                _differ(entry, SeriesEntry({}, number, f"its kinds, at {kinds[0].place}"), faults)


def _sums(counts: Counts, catalogue: CgtCatalogue) -> Iterator[str]:
    """Counts by period and measure, and the sums beside those that the source publishes."""
    given = {key[2] for key in counts}
    measures = [measure for measure in catalogue.terms["series-measure"] if measure in given]
    for period in sorted({key[1] for key in counts}):
        numbers = ", ".join(f"{one} {_sum(counts, one, period)}" for one in measures)
        yield f"  {period}: {numbers}"
    for series in sorted({key[0] for key in counts}):
        if not are_consecutive({key[1] for key in counts if key[0] == series}):
            yield f"  {series} is not drawn: its periods do not follow one another; see [period]"
    yield f"  in all: {', '.join(f'{one} {_sum(counts, one)}' for one in measures)}"
    supplement = catalogue.sources[catalogue.settings.supplement]
    for statement in supplement.statements:
        if wanted := given & {*PUBLISHED_SUMS.get(statement.property, ())}:
            read = sum(_sum(counts, one) for one in wanted)
            same = "the same" if str(read) == statement.value else "NOT the same"
            label = catalogue.terms["property"][statement.property].label
            yield f"  {label}: published {statement.value}, read {read}: {same}"


def _rows(counts: Counts, catalogue: CgtCatalogue) -> Iterator[Row]:
    """Counts as rows of series.csv, each with the place where it was read."""
    for key, entry in sorted(counts.items()):
        cells = dict(zip(KEY, key, strict=True)) | {
            "count": str(entry.number),
            "unit": "applications",
            "source_id": catalogue.settings.supplement,
            "printed": f"{entry.number} ({entry.place})",
            "confidence": "one-good-source",
        }
        yield Row(entry.place, cells)


def with_import(old: Sequence[Row], new: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
    """The rows of series.csv with those of an import in place of all of the same series.

    With a problem for each row that goes, as the import has no count for it.
    """

    def key(row: Row) -> tuple[str, ...]:
        return tuple(row.cells.get(name, "") for name in KEY)

    imported, keys = {row.cells["series"] for row in new}, {key(row) for row in new}
    of_others = [row for row in old if row.cells["series"] not in imported]
    lost = [row for row in old if row.cells["series"] in imported and key(row) not in keys]
    fault = "would go, as the import does not have it"
    return [*of_others, *new], [
        Problem(row.place, f"{' '.join(filter(None, key(row)))} {fault}") for row in lost
    ]
