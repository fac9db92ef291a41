"""Rules on efficacy cells and their endpoints: no number lost, none added, none impossible."""

import re
from collections.abc import Iterator

from ...engine.columns import MISSING_WORDS, NUMBER
from ...engine.problems import Problem, quoted
from ...engine.reading import Tables
from ..tables import Endpoint

SHARES = ("response-proportion", "survival-probability")  # quantities that are in percent
OTHERS = ("survival-time", "event-rate")  # and that are not


def _approvals_with_faulty_cells(tables: Tables) -> set[str]:
    """Those with a row of endpoints that could not be read, for a problem of its own."""
    sound = {placed.place for placed in tables.records["endpoints"]}
    rows = [row for row in tables.rows["endpoints"] if row.place not in sound]
    return {row.cells["approval_id"] for row in rows}


def the_pieces_of_an_efficacy_cell_are_its_endpoints(tables: Tables) -> Iterator[Problem]:
    """The printed pieces of the endpoints, in order, must leave nothing but commas."""
    faulty = _approvals_with_faulty_cells(tables)
    pieces: dict[str, list[Endpoint]] = {}
    for _, end in tables.records["endpoints"]:
        pieces.setdefault(end.approval_id, []).append(end)
    for place, approval in tables.records["approvals"]:
        if approval.id in faulty:
            continue
        rest = "" if approval.efficacy in MISSING_WORDS else approval.efficacy
        for end in sorted(pieces.get(approval.id, []), key=lambda end: end.position):
            before, piece, rest = rest.partition(end.printed)
            if left := before.strip(" ,;"):
                rest = rest if piece else left
                reason = f"efficacy goes on with {quoted(left)}, where endpoints.csv has"
                yield Problem(place, f"{reason} {quoted(end.printed)} of '{end.id}'", "efficacy")
            elif not piece:
                reason = f"efficacy does not contain {quoted(end.printed)} of '{end.id}'"
                yield Problem(place, reason, "efficacy")
        if left := rest.strip(" ,;"):
            reason = f"efficacy has {quoted(left)}, which no row of endpoints.csv gives"
            yield Problem(place, reason, "efficacy")


def every_printed_number_is_in_a_column(tables: Tables) -> Iterator[Problem]:
    """Every number of the printed words is the time, the value or a bound, and no other is."""
    labels = tables.labels("time-point")
    for place, end in tables.records["endpoints"]:
        printed = re.findall(r"\d+(?:\.\d+)?|\bNA\b", end.printed)
        times = re.findall(r"\d+", labels.get(end.time_point, ""))
        cells = [("time_point", time) for time in times]
        cells += [(column, getattr(end, column)) for column in ("value", "lower", "upper")]
        for column, cell in cells:
            if cell in printed:
                printed.remove(cell)
            elif cell not in MISSING_WORDS:
                what = "the time point" if column == "time_point" else "a value or bound"
                reason = f"{cell[:20]}, {what}, is not in printed {quoted(end.printed)}"
                yield Problem(place, reason, column)
        if printed:
            reason = f"printed {quoted(end.printed)} has {', '.join(printed)}, in no column"
            yield Problem(place, reason, "printed")


def the_measure_is_the_one_printed(tables: Tables) -> Iterator[Problem]:
    """Of printed words that begin with the abbreviation of a measure, that it is this one."""
    measures = sorted(tables.words("measure"), key=len, reverse=True)
    if not measures:
        return
    # 2yOS is the OS at two years, and no measure called yos
    words = re.compile(rf"(?:(?<![a-z])|(?<=\dy))({'|'.join(map(re.escape, measures))})(?![a-z])")
    for place, end in tables.records["endpoints"]:
        printed = words.search(end.printed.casefold())
        if printed and printed[1] != end.measure:
            reason = (
                f"measure '{end.measure}', but printed {quoted(end.printed)} gives {printed[1]}"
            )
            yield Problem(place, reason, "measure")


def endpoints_are_named_and_numbered_by_their_approval(tables: Tables) -> Iterator[Problem]:
    positions: dict[str, list[int]] = {}
    places: dict[str, str] = {}
    for place, end in tables.records["endpoints"]:
        if not end.id.startswith(f"{end.approval_id}-"):
            yield Problem(place, f"id '{end.id}' does not begin with '{end.approval_id}-'", "id")
        positions.setdefault(end.approval_id, []).append(end.position)
        places.setdefault(end.approval_id, place)
    faulty = _approvals_with_faulty_cells(tables)
    for approval, numbers in positions.items():
        if approval not in faulty and sorted(numbers) != list(range(1, len(numbers) + 1)):
            reason = f"positions of '{approval}' are {sorted(numbers)}, not 1 to {len(numbers)}"
            yield Problem(places[approval], reason, "position")


def every_na_has_a_remark(tables: Tables) -> Iterator[Problem]:
    rows = tables.rows["remarks"]
    remarked = {row.cells["subject"] for row in rows if row.cells["kind"] == "ambiguous"}
    for place, end in tables.records["endpoints"]:
        unclear = [column for column in ("value", "lower", "upper") if getattr(end, column) == "NA"]
        if unclear and end.id not in remarked:
            reason = f"NA needs a remark of kind 'ambiguous' on '{end.id}'"
            yield Problem(place, reason, unclear[0])


def intervals_contain_their_value(tables: Tables) -> Iterator[Problem]:
    for place, end in tables.records["endpoints"]:
        value, bounds = end.number, end.bounds
        if bounds and bounds[0] > bounds[1]:
            yield Problem(place, f"lower {end.lower} is above upper {end.upper}", "lower")
        elif value is not None:
            if NUMBER.fullmatch(end.lower) and value < float(end.lower):
                reason = f"value {end.value} is below its interval's lower {end.lower}"
                yield Problem(place, reason, "value")
            if NUMBER.fullmatch(end.upper) and value > float(end.upper):
                reason = f"value {end.value} is above its interval's upper {end.upper}"
                yield Problem(place, reason, "value")
        for column in ("value", "lower", "upper") if end.unit == "percent" else ():
            cell = getattr(end, column)
            if NUMBER.fullmatch(cell) and float(cell) > 100:
                yield Problem(place, f"{column} {cell[:20]} is more than 100 percent", column)


def only_an_interval_has_a_level(tables: Tables) -> Iterator[Problem]:
    for place, end in tables.records["endpoints"]:
        if end.has_interval and not re.fullmatch(r"[0-9]{2}(\.[0-9]+)?%", end.interval):
            reason = f"interval is {quoted(end.interval)}, not a level like 95%"
            yield Problem(place, reason, "interval")
        if not end.has_interval and end.interval not in MISSING_WORDS:
            reason = f"interval is {quoted(end.interval)}, but no bounds are given"
            yield Problem(place, reason, "interval")


def units_suit_what_is_measured(tables: Tables) -> Iterator[Problem]:
    quantities = {
        row.cells["id"]: row.cells["broader"]
        for row in tables.rows["terms"]
        if row.cells["list"] == "measure"
    }
    for place, end in tables.records["endpoints"]:
        quantity = quantities.get(end.measure)
        if end.unit in MISSING_WORDS:
            continue
        if quantity in SHARES and end.unit != "percent":
            reason = f"unit '{end.unit}', but {end.measure} is a share, in percent"
            yield Problem(place, reason, "unit")
        elif quantity in OTHERS and end.unit == "percent":
            reason = f"unit 'percent', but {end.measure} is no share of subjects"
            yield Problem(place, reason, "unit")
