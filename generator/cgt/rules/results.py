"""Rules on efficacy cells and their endpoints: no number lost, none added, none impossible."""

import re
from collections.abc import Iterator

from ...engine.columns import MISSING_WORDS
from ...engine.problems import Problem, quoted
from ...engine.reading import Tables
from ..tables.approvals import Endpoint
from ..tables.events import as_number
from .words import wider_terms

NUMBERS = ("value", "lower", "upper")  # columns of endpoints
SHARES = ("response-proportion", "survival-probability")  # quantities that are in percent
OTHERS = ("survival-time", "event-rate")  # and that are not


def _endpoints(tables: Tables) -> dict[str, list[Endpoint]]:
    """The endpoints of each approval in order, unless a row of them could not be read.

    What is missing then is the fault of that row, for which there is a problem already.
    """
    endpoints: dict[str, list[Endpoint]] = {
        approval.id: [] for _, approval in tables.records["approvals"]
    }
    for _, end in sorted(tables.records["endpoints"], key=lambda placed: placed.record.position):
        endpoints.setdefault(end.approval_id, []).append(end)
    sound = {placed.place for placed in tables.records["endpoints"]}
    for place, cells in tables.rows["endpoints"]:
        if place not in sound:
            endpoints.pop(cells["approval_id"], None)
    return endpoints


def the_pieces_of_an_efficacy_cell_are_its_endpoints(tables: Tables) -> Iterator[Problem]:
    """The printed pieces of the endpoints, in order, must leave nothing but commas."""
    endpoints = _endpoints(tables)
    for place, approval in tables.records["approvals"]:
        rest = "" if approval.efficacy in MISSING_WORDS else approval.efficacy
        for end in endpoints.get(approval.id, ()):
            before, piece, rest = rest.partition(end.printed)
            if left := before.strip(" ,;"):
                rest = rest if piece else left
                reason = f"efficacy goes on with {quoted(left)}, where endpoints.csv has"
                yield Problem(place, f"{reason} {quoted(end.printed)} of '{end.id}'", "efficacy")
            elif not piece:
                reason = f"efficacy does not contain {quoted(end.printed)} of '{end.id}'"
                yield Problem(place, reason, "efficacy")
        if (left := rest.strip(" ,;")) and approval.id in endpoints:
            reason = f"efficacy has {quoted(left)}, which no row of endpoints.csv gives"
            yield Problem(place, reason, "efficacy")


def endpoints_are_named_and_numbered_by_their_approval(tables: Tables) -> Iterator[Problem]:
    places: dict[str, str] = {}
    for place, end in tables.records["endpoints"]:
        places.setdefault(end.approval_id, place)
        if not end.id.startswith(f"{end.approval_id}-"):
            yield Problem(place, f"id '{end.id}' does not begin with '{end.approval_id}-'", "id")
    for approval, endpoints in _endpoints(tables).items():
        positions = [end.position for end in endpoints]
        if positions != list(range(1, len(positions) + 1)):
            reason = f"positions of '{approval}' are {positions}, not 1 to {len(positions)}"
            yield Problem(places[approval], reason, "position")


def every_printed_number_is_in_a_column(tables: Tables) -> Iterator[Problem]:
    """Every number of the printed words is the time, the value or a bound, and no other is."""
    labels = tables.labels("time-point")
    for place, end in tables.records["endpoints"]:
        printed = re.findall(r"\d+(?:\.\d+)?|\bNA\b", end.printed)
        times = re.findall(r"\d+", labels.get(end.time_point, ""))
        cells = [("time_point", time) for time in times]
        cells += [(column, getattr(end, column)) for column in NUMBERS]
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
    measures = sorted(tables.words("measure"), key=len, reverse=True) or ["no measure"]
    # 2yOS is the OS at two years, and no measure called yos
    words = re.compile(rf"(?:(?<![a-z])|(?<=\dy))({'|'.join(map(re.escape, measures))})(?![a-z])")
    for place, end in tables.records["endpoints"]:
        found = words.search(end.printed.casefold())
        if found and found[1] != end.measure:
            reason = f"measure '{end.measure}', but printed {quoted(end.printed)} gives {found[1]}"
            yield Problem(place, reason, "measure")


def every_na_has_a_remark(tables: Tables) -> Iterator[Problem]:
    remarks = [cells for _, cells in tables.rows["remarks"]]
    remarked = {cells["subject"] for cells in remarks if cells["kind"] == "ambiguous"}
    for place, end in tables.records["endpoints"]:
        unclear = [column for column in NUMBERS if getattr(end, column) == "NA"]
        if unclear and end.id not in remarked:
            reason = f"NA needs a remark of kind 'ambiguous' on '{end.id}'"
            yield Problem(place, reason, unclear[0])


def intervals_contain_their_value(tables: Tables) -> Iterator[Problem]:
    for place, end in tables.records["endpoints"]:
        value, lower, upper = (as_number(getattr(end, column)) for column in NUMBERS)
        if lower is not None and upper is not None and lower > upper:
            yield Problem(place, f"lower {end.lower} is above upper {end.upper}", "lower")
        elif value is not None and lower is not None and value < lower:
            reason = f"value {end.value} is below its interval's lower {end.lower}"
            yield Problem(place, reason, "value")
        elif value is not None and upper is not None and value > upper:
            reason = f"value {end.value} is above its interval's upper {end.upper}"
            yield Problem(place, reason, "value")


def no_share_is_more_than_all(tables: Tables) -> Iterator[Problem]:
    for place, end in tables.records["endpoints"]:
        for column in NUMBERS:
            cell = getattr(end, column)
            if end.unit == "percent" and (as_number(cell) or 0) > 100:
                yield Problem(place, f"{column} {cell[:20]} is more than 100 percent", column)


def only_an_interval_has_a_level(tables: Tables) -> Iterator[Problem]:
    for place, end in tables.records["endpoints"]:
        is_level = re.fullmatch(r"[0-9]{2}(\.[0-9]+)?%", end.interval)
        interval = f"interval is {quoted(end.interval)}"
        if end.has_interval and not is_level:
            yield Problem(place, f"{interval}, not a level like 95%", "interval")
        elif not end.has_interval and end.interval not in MISSING_WORDS:
            yield Problem(place, f"{interval}, but no bounds are given", "interval")


def units_suit_what_is_measured(tables: Tables) -> Iterator[Problem]:
    quantities = wider_terms(tables, "measure")
    for place, end in tables.records["endpoints"]:
        quantity = " ".join(quantities.get(end.measure, ()))
        if quantity in SHARES and end.unit not in ("percent", *MISSING_WORDS):
            reason = f"unit '{end.unit}', but {end.measure} is a share, in percent"
            yield Problem(place, reason, "unit")
        elif quantity in OTHERS and end.unit == "percent":
            reason = f"unit 'percent', but {end.measure} is no share of subjects"
            yield Problem(place, reason, "unit")
