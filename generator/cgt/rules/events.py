"""Rules on milestones and adverse events: their order in time, and numbers that agree."""

import datetime as dt
from collections.abc import Iterator

from ...engine.problems import Problem
from ...engine.reading import Tables
from ..tables.events import as_number

YEAR = dt.timedelta(366)
BEFORE_APPROVAL = (
    *("trial-permitted", "first-dosing", "breakthrough-therapy-recommended"),
    *("breakthrough-therapy", "application-submitted", "application-accepted", "priority-review"),
)


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
