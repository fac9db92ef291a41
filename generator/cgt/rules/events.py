"""Rules on days as a source prints them, on milestones and on adverse events."""

import datetime as dt
import re
from collections.abc import Iterator

from ...engine.columns import ISO_DAY
from ...engine.edition_rules import reasons
from ...engine.problems import Problem, quoted
from ...engine.reading import Tables
from ..tables.events import as_number
from .sources import is_listed

YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
YEAR = dt.timedelta(366)
BEFORE_APPROVAL = (
    *("trial-permitted", "first-dosing", "breakthrough-therapy-recommended"),
    *("breakthrough-therapy", "application-submitted", "application-accepted", "priority-review"),
)


def days_are_those_printed(tables: Tables) -> Iterator[Problem]:
    """That `approved` is the day of `date_printed`, which has the year first.

    A source whose table never has it first may have the day first in all its rows.
    """
    listed = [row for row in tables.records["approvals"] if is_listed(tables, row[1])]
    year_first = {
        (one.source_id, one.source_table)
        for _, one in listed
        if YEAR_FIRST.fullmatch(one.date_printed)
    }
    for place, approval in listed:
        printed, day = approval.date_printed, approval.approved.first
        parts = YEAR_FIRST.fullmatch(printed)
        numbers = [int(part) for part in parts.groups()] if parts else []
        if not parts and (approval.source_id, approval.source_table) not in year_first:
            parts = DAY_FIRST.fullmatch(printed)
            numbers = [int(part) for part in parts.groups()[::-1]] if parts else []
        if not numbers:
            reason = f"date_printed is {quoted(printed)}, not a date like 2021/6/22"
            yield Problem(place, reason, "date_printed")
        elif numbers != [day.year, day.month, day.day]:
            reason = f"approved {approval.approved} is not the day of {printed}"
            yield Problem(place, reason, "approved")


def days_are_printed_as_they_were(tables: Tables) -> Iterator[Problem]:
    """A spreadsheet that takes a cell for a day writes it its own way, here or everywhere."""
    old = tables.editions[-1].tables.get("approvals", []) if tables.editions else []
    sure = {row.get("id") for row in old if ISO_DAY.fullmatch(row.get("date_printed", ""))}
    sure |= {subject for subject, column in reasons(tables) if column in ("", "date_printed")}
    others: dict[tuple[str, str], str] = {}  # another form, of each table of a source
    for row in (*old, *(row.cells for row in tables.rows["approvals"])):
        printed = row.get("date_printed", "")
        if printed and not ISO_DAY.fullmatch(printed):
            others[row.get("source_id", ""), row.get("source_table", "")] = printed
    for place, cells in tables.rows["approvals"]:
        other = others.get((cells["source_id"], cells["source_table"]))
        day, printed = cells["approved"], cells["date_printed"]
        if other and day == printed and ISO_DAY.fullmatch(day) and cells["id"] not in sure:
            reason = f"date_printed {printed}: has a spreadsheet rewritten it? Others are printed"
            reason += f" like {other}; if this one is not, say so in a row of changes.csv"
            yield Problem(place, reason, "date_printed")


def events_are_in_order(tables: Tables) -> Iterator[Problem]:
    """Nothing that leads to an approval is after it; it is announced within a year of it."""
    approved = {approval.id: approval.approved for _, approval in tables.records["approvals"]}
    for place, one in tables.records["milestones"]:
        day, date = approved.get(one.subject), one.date
        if day is None or day.year is None or date.year is None:
            continue
        if one.event in BEFORE_APPROVAL and date.first > day.last:
            reason = f"date {date} of {one.event} is after the approval on {day}"
            yield Problem(place, reason, "date")
        near = day.first - YEAR <= date.last and date.first <= day.last + YEAR
        if one.event == "announcement" and not near:
            reason = f"announced {date}, more than a year from the approval on {day}"
            yield Problem(place, reason, "date")


def counts_of_events_agree(tables: Tables) -> Iterator[Problem]:
    """Of adverse events, that no more subjects have them than there are, and that percents fit."""
    for place, one in tables.records["safety"]:
        count, percent, of = map(as_number, (one.count, one.percent, one.subjects))
        digits = len(one.percent.partition(".")[2])
        if percent is not None and percent > 100:
            yield Problem(place, f"percent {one.percent} is more than all", "percent")
        elif count is None or not of:
            continue
        elif count > of:
            reason = f"count {one.count} is more than the {one.subjects} subjects"
            yield Problem(place, reason, "count")
        elif percent is not None and abs(count / of * 100 - percent) > 0.5001 * 10**-digits:
            reason = f"percent {one.percent}, but {one.count} of {one.subjects} is another"
            yield Problem(place, reason, "percent")
