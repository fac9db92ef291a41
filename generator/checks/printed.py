"""Rules on what a source is said to print: its words, its rows, its dates and units."""

from collections.abc import Iterator

from ..cells import MISSING_WORDS
from ..damage import shown
from ..problems import Problem
from .links import LOOKALIKES
from .tables import Tables

ONE_A_ROW = ("guidelines", "approvals")  # tables that are rows of the source, each read once
SHARES = ("response-proportion", "survival-probability")  # quantities that are in percent
OTHERS = ("survival-time", "event-rate")  # and that are not


def a_basis_quotes_the_printed_words(tables: Tables) -> Iterator[Problem]:
    """Of 'type: X' and 'title: X'; a basis may also be told in other words."""
    labels = {
        row.cells["id"]: row.cells["label"]
        for row in tables.rows["terms"]
        if row.cells["list"] == "type"
    }
    printed: dict[str, dict[str, str | None]] = {
        "type": {row.cells["id"]: labels.get(row.cells["type"]) for row in tables.rows["products"]},
        "title": {row.cells["id"]: row.cells["title"] for row in tables.rows["guidelines"]},
    }
    for place, scope in tables.records["scopes"]:
        what, colon, quoted = scope.basis.partition(": ")
        if what not in printed or not colon:
            continue
        if scope.record_id not in printed[what]:
            said = f"basis {shown(scope.basis)}: '{scope.record_id}' has no {what}"
            yield Problem(place, said, "basis")
        elif (words := printed[what][scope.record_id]) is None:
            continue  # which is a problem of its own
        elif quoted != words if what == "type" else quoted.casefold() not in words.casefold():
            real = words if len(words) < 200 else f"{words[:200]}..."
            said = f"basis {shown(scope.basis)}, but the {what} is '{real}'"
            yield Problem(place, said, "basis")


def a_row_of_the_source_is_read_once(tables: Tables) -> Iterator[Problem]:
    for table in ONE_A_ROW:
        seen: dict[tuple[str, ...], str] = {}
        for row in tables.rows[table]:
            read = tuple(row.cells[c] for c in ("source_id", "source_table", "source_row"))
            if not all(read):
                continue
            if read in seen:
                said = f"source_row {read[2]} of {shown(read[1])} is read already at {seen[read]}"
                yield Problem(row.place, said, "source_row")
            seen.setdefault(read, row.place)


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
            said = f"unit '{end.unit}', but {end.measure} is a share, in percent"
            yield Problem(place, said, "unit")
        elif quantity in OTHERS and end.unit == "percent":
            said = f"unit 'percent', but {end.measure} is no share of subjects"
            yield Problem(place, said, "unit")


def names_have_single_blanks(tables: Tables) -> Iterator[Problem]:
    for table, column in LOOKALIKES.items():
        for row in tables.rows[table]:
            before, blanks, _ = row.cells[column].partition("  ")
            if blanks:
                word = before.split(" ")[-1]
                said = f"{column} has two blanks after '{word}'; type one"
                yield Problem(row.place, said, column)
