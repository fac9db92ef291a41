"""Rules on published counts: one unit a series, no period twice, no part above its whole."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ...engine.counts import overlap
from ...engine.problems import Problem
from ...engine.reading import Tables


def a_series_has_one_unit(tables: Tables) -> Iterator[Problem]:
    units: dict[str, tuple[str, str]] = {}
    for place, row in tables.records["series"]:
        unit, first = units.setdefault(row.series, (row.unit, place))
        if row.unit != unit:
            yield Problem(place, f"unit '{row.unit}', but '{row.series}' is in {unit} at {first}",
                          "unit")  # fmt: skip


def periods_of_a_series_do_not_overlap(tables: Tables) -> Iterator[Problem]:
    lines = defaultdict(list)
    for place, row in tables.records["series"]:
        lines[row.series, row.measure, *row.groups].append((place, row.period))
    for line in lines.values():
        for (first, period), (place, other) in combinations(line, 2):
            if period != other and overlap(period, other):
                reason = f"period {other} has days of {period}, which is at {first}"
                yield Problem(place, reason, "period")


def sub_groups_are_parts_of_their_group(tables: Tables) -> Iterator[Problem]:
    """Of every whole, that its parts are not more; of a sub-group, that it is of its group."""
    wider = {
        row.cells["id"]: row.cells["broader"]
        for row in tables.rows["terms"]
        if row.cells["list"] == "therapy-subgroup"
    }
    wholes: dict[tuple[str, ...], tuple[str, int]] = {}
    parts: dict[tuple[str, ...], int] = defaultdict(int)
    for place, row in tables.records["series"]:
        group, subgroup = row.groups
        if subgroup and wider.get(subgroup, group) != group:
            reason = f"subgroup '{subgroup}' is a part of '{wider[subgroup]}', not of '{group}'"
            yield Problem(place, reason, "subgroup")
        key = row.series, row.period, row.measure
        if subgroup:
            parts[*key, group] += row.count
        else:
            wholes[*key, group] = place, row.count
            parts[*key, ""] += row.count if group else 0
    for whole, (place, count) in wholes.items():
        if parts[whole] > count:
            reason = f"count {count} is less than {parts[whole]}, the sum of its parts"
            yield Problem(place, reason, "count")
