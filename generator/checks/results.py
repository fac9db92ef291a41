"""Rules on efficacy cells and their endpoints: no number lost, none added, none impossible."""

import re
from collections.abc import Iterator

from ..cells import MISSING_WORDS, NUMBER
from ..damage import shown
from ..problems import Problem
from ..records import Endpoint
from .tables import Tables


def approvals_with_faulty_cells(tables: Tables) -> set[str]:
    """Those with a row of endpoints that could not be typed, for a problem of its own."""
    sound = {placed.place for placed in tables.records["endpoints"]}
    rows = [row for row in tables.rows["endpoints"] if row.place not in sound]
    return {row.cells["approval_id"] for row in rows}


def the_pieces_of_an_efficacy_cell_are_its_endpoints(tables: Tables) -> Iterator[Problem]:
    """The printed pieces of the endpoints, in order, must leave nothing but commas."""
    faulty = approvals_with_faulty_cells(tables)  # what is missing there is only a consequence
    pieces: dict[str, list[Endpoint]] = {}
    for _, end in tables.records["endpoints"]:
        pieces.setdefault(end.approval_id, []).append(end)
    for place, approval in tables.records["approvals"]:
        if approval.id in faulty:
            continue
        rest = "" if approval.efficacy in MISSING_WORDS else approval.efficacy
        for end in sorted(pieces.get(approval.id, []), key=lambda end: end.position):
            before, found, rest = rest.partition(end.printed)
            if left := before.strip(" ,;"):
                rest = left if not found else rest
                said = f"efficacy goes on with {shown(left)}, where endpoints.csv has "
                said += f"{shown(end.printed)} of '{end.id}'"
                yield Problem(place, said, "efficacy")
            elif not found:
                said = f"efficacy does not contain {shown(end.printed)} of '{end.id}'"
                yield Problem(place, said, "efficacy")
        if left := rest.strip(" ,;"):
            said = f"efficacy has {shown(left)}, which no row of endpoints.csv says"
            yield Problem(place, said, "efficacy")


def endpoints_say_what_is_printed(tables: Tables) -> Iterator[Problem]:
    """Every number of the printed words is the time, the value or a bound, and no other is."""
    labels = {row.cells["id"]: row.cells["label"] for row in tables.rows["terms"]
              if row.cells["list"] == "time-point"}  # fmt: skip
    positions: dict[str, list[int]] = {}
    places: dict[str, str] = {}
    for place, end in tables.records["endpoints"]:
        if not end.id.startswith(f"{end.approval_id}-"):
            said = f"id '{end.id}' does not begin with '{end.approval_id}-'"
            yield Problem(place, said, "id")
        printed = re.findall(r"\d+(?:\.\d+)?|\bNA\b", end.printed)
        times = re.findall(r"\d+", labels.get(end.time_point, ""))
        kept = {"value": end.value, "lower": end.lower, "upper": end.upper}.items()
        for column, cell in [*(("time_point", time) for time in times), *kept]:
            if cell in printed:
                printed.remove(cell)
            elif cell not in MISSING_WORDS:
                what = "the time point" if column == "time_point" else "a value or bound"
                said = f"{cell[:20]}, {what}, is not in printed {shown(end.printed)}"
                yield Problem(place, said, column)
        if printed:
            said = f"printed {shown(end.printed)} has {', '.join(printed)}, which no column says"
            yield Problem(place, said, "printed")
        positions.setdefault(end.approval_id, []).append(end.position)
        places.setdefault(end.approval_id, place)
    faulty = approvals_with_faulty_cells(tables)
    for id, found in positions.items():
        if id not in faulty and sorted(found) != list(range(1, len(found) + 1)):
            said = f"positions of '{id}' are {sorted(found)}, not 1 to {len(found)}"
            yield Problem(places[id], said, "position")


def every_na_has_a_remark(tables: Tables) -> Iterator[Problem]:
    remarked = {
        row.cells["subject"] for row in tables.rows["remarks"] if row.cells["kind"] == "ambiguous"
    }
    for place, end in tables.records["endpoints"]:
        unclear = [column for column in ("value", "lower", "upper") if getattr(end, column) == "NA"]
        if unclear and end.id not in remarked:
            said = f"NA needs a remark of kind 'ambiguous' on '{end.id}'"
            yield Problem(place, said, unclear[0])


def intervals_contain_their_value(tables: Tables) -> Iterator[Problem]:
    for place, end in tables.records["endpoints"]:
        value, bounds = end.number, end.bounds
        if bounds and bounds[0] > bounds[1]:
            yield Problem(place, f"lower {end.lower} is above upper {end.upper}", "lower")
        elif value is not None:
            if NUMBER.fullmatch(end.lower) and value < float(end.lower):
                said = f"value {end.value} is below its interval's lower {end.lower}"
                yield Problem(place, said, "value")
            if NUMBER.fullmatch(end.upper) and value > float(end.upper):
                said = f"value {end.value} is above its interval's upper {end.upper}"
                yield Problem(place, said, "value")
        if end.unit == "percent":
            for column in ("value", "lower", "upper"):
                cell = getattr(end, column)
                if NUMBER.fullmatch(cell) and float(cell) > 100:
                    yield Problem(place, f"{column} {cell[:20]} is more than 100 percent", column)
        if end.has_interval and not re.fullmatch(r"[0-9]{2}(\.[0-9]+)?%", end.interval):
            said = f"interval is {shown(end.interval)}, not a level like 95%"
            yield Problem(place, said, "interval")
        if not end.has_interval and end.interval not in MISSING_WORDS:
            said = f"interval is {shown(end.interval)}, but no bounds are given"
            yield Problem(place, said, "interval")
