"""Rules on what a source gives: its words, its rows, its dates, and what belongs together."""

import re
from collections.abc import Iterator
from typing import Any

from ...engine.columns import ISO_DAY
from ...engine.edition_rules import reasons
from ...engine.problems import Problem, quoted
from ...engine.reading import SETTINGS, Tables

ONE_A_ROW = ("guidelines", "approvals")  # tables that are rows of the source, each read once
FIRST_YEAR, LAST_YEAR = 1900, 2100  # figures have a bar for each year between two dates


def the_cut_off_is_a_plausible_year(tables: Tables) -> Iterator[Problem]:
    if tables.settings and not FIRST_YEAR <= tables.settings.as_of.year <= LAST_YEAR:
        reason = f"as_of {tables.settings.as_of} is not between {FIRST_YEAR} and {LAST_YEAR}"
        yield Problem(tables.place(SETTINGS), reason, "as_of")


def records_are_within_the_cut_off(tables: Tables) -> Iterator[Problem]:
    if tables.settings is None:
        return
    as_of = tables.settings.as_of
    for place, approval in tables.records["approvals"]:
        if approval.approved > as_of:
            reason = f"approved {approval.approved} is after as_of {as_of}"
            yield Problem(place, reason, "approved")
        elif approval.approved.year < FIRST_YEAR:
            reason = f"approved {approval.approved} is before {FIRST_YEAR}"
            yield Problem(place, reason, "approved")
    for place, guideline in tables.records["guidelines"]:
        if not FIRST_YEAR <= guideline.year <= as_of.year:
            reason = f"year {guideline.year} is not between {FIRST_YEAR} and {as_of.year}"
            yield Problem(place, reason, "year")


def an_approval_is_named_after_its_product_and_date(tables: Tables) -> Iterator[Problem]:
    for place, approval in tables.records["approvals"]:
        wanted = f"{approval.product_id}-{approval.approved}"
        if approval.id != wanted and not approval.id.startswith(f"{wanted}-"):
            reason = f"id '{approval.id}' is not product and day, '{wanted}'"
            reason += " (with a word behind it where a product has two on one day)"
            yield Problem(place, reason, "id")


def days_are_those_printed(tables: Tables) -> Iterator[Problem]:
    for place, approval in tables.records["approvals"]:
        printed = re.fullmatch(
            r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", approval.date_printed
        )
        day = approval.approved
        if printed is None:
            reason = f"date_printed is {quoted(approval.date_printed)}, not a date like 2021/6/22"
            yield Problem(place, reason, "date_printed")
        elif [int(part) for part in printed.groups()] != [day.year, day.month, day.day]:
            reason = f"approved {day} is not the day of {approval.date_printed}"
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
        same = cells["date_printed"] == cells["approved"]
        if other and same and ISO_DAY.fullmatch(cells["approved"]) and cells["id"] not in sure:
            yield Problem(
                place,
                f"date_printed {cells['date_printed']}: has a spreadsheet rewritten it? Others are "
                f"printed like {other}; if this one is not, say so in a row of changes.csv",
                "date_printed",
            )


def a_disease_is_named_by_its_indication(tables: Tables) -> Iterator[Problem]:
    labels = tables.labels("disease")
    for place, approval in tables.records["approvals"]:
        label = labels.get(approval.disease)
        if label and label.casefold() not in approval.indication.casefold():
            reason = f"disease {quoted(label)} is not in the indication"
            yield Problem(place, reason, "disease")


def a_basis_quotes_the_printed_words(tables: Tables) -> Iterator[Problem]:
    """Of 'type: X' and 'title: X'; a basis may also be given in other words."""
    labels = tables.labels("type")
    printed: dict[str, dict[str, str | None]] = {
        "type": {row.cells["id"]: labels.get(row.cells["type"]) for row in tables.rows["products"]},
        "title": {row.cells["id"]: row.cells["title"] for row in tables.rows["guidelines"]},
    }
    for place, scope in tables.records["scopes"]:
        kind, colon, quotation = scope.basis.partition(": ")
        if kind not in printed or not colon:
            continue
        basis = f"basis {quoted(scope.basis)}"
        if scope.record_id not in printed[kind]:
            yield Problem(place, f"{basis}: '{scope.record_id}' has no {kind}", "basis")
            continue
        words = printed[kind][scope.record_id]
        if words is None:
            continue  # which is a problem of its own
        if quotation != words if kind == "type" else quotation.casefold() not in words.casefold():
            real = words if len(words) < 200 else f"{words[:200]}..."
            yield Problem(place, f"{basis}, but the {kind} is '{real}'", "basis")


def a_row_of_the_source_is_read_once(tables: Tables) -> Iterator[Problem]:
    for table in ONE_A_ROW:
        seen: dict[tuple[str, ...], str] = {}
        for row in tables.rows[table]:
            origin = tuple(row.cells[c] for c in ("source_id", "source_table", "source_row"))
            if not all(origin):
                continue
            if origin in seen:
                reason = f"source_row {origin[2]} of {quoted(origin[1])} is read already at"
                yield Problem(row.place, f"{reason} {seen[origin]}", "source_row")
            seen.setdefault(origin, row.place)


def every_product_has_an_approval(tables: Tables) -> Iterator[Problem]:
    if len(tables.records["approvals"]) < len(tables.rows["approvals"]):
        return  # what is missing may be a row with another fault
    approved = {approval.product_id for _, approval in tables.records["approvals"]}
    for place, product in tables.records["products"]:
        if product.id not in approved:
            reason = f"product '{product.id}' has no row in approvals.csv"
            yield Problem(place, reason, "id")


def every_guideline_and_product_has_a_kind(tables: Tables) -> Iterator[Problem]:
    scoped = {row.cells["record_id"] for row in tables.rows["scopes"]}
    for table in ("guidelines", "products"):
        for row_id, place in tables.ids(table).items():
            if row_id not in scoped:
                reason = f"{quoted(row_id)} has no modality: add a row to scopes.csv"
                yield Problem(place, reason, "id")


def a_trial_is_the_one_printed(tables: Tables) -> Iterator[Problem]:
    """Of the code of a trial, that it is its id, and is in the printed cells of its approvals."""
    codes = {trial.id: trial.code for _, trial in tables.records["trials"]}
    for place, trial in tables.records["trials"]:
        if _letters(trial.code) != _letters(trial.id):
            yield Problem(place, f"code {quoted(trial.code)} is not that of '{trial.id}'", "code")
    for place, approval in tables.records["approvals"]:
        code = codes.get(approval.trial_id)
        if code and _letters(code) not in _letters(approval.trial):
            reason = f"trial {quoted(approval.trial)} does not name {code}, the code of '"
            yield Problem(place, f"{reason}{approval.trial_id}' in trials.csv", "trial")


def _letters(text: str) -> str:
    """The letters and digits of a text alone, in small letters."""
    return re.sub(r"[\W_]+", "", text.casefold())


def parts_of_a_row_name_the_same_row(tables: Tables) -> Iterator[Problem]:
    """Of products, holders and trials, that they are read from a row of one of their approvals."""
    rows: dict[str, set[tuple[str, str, int]]] = {}
    holders = {product.id: product.holder_id for _, product in tables.records["products"]}
    for _, approval in tables.records["approvals"]:
        product = approval.product_id
        for row_id in (product, holders.get(product, ""), approval.trial_id):
            rows.setdefault(row_id, set()).add(_origin(approval))
    for table in ("products", "holders", "trials"):
        for place, record in tables.records[table]:
            of_approvals = rows.get(record.id, set())
            if of_approvals and _origin(record) not in of_approvals:
                numbers = " or ".join(str(row) for _, _, row in sorted(of_approvals))
                reason = f"source_row {record.source_row} of {quoted(record.source_table)}, but its"
                yield Problem(
                    place, f"{reason} approvals are read from row {numbers}", "source_row"
                )


def _origin(record: Any) -> tuple[str, str, int]:
    return record.source_id, record.source_table, record.source_row


def a_product_belongs_to_the_kind_of_its_type(tables: Tables) -> Iterator[Problem]:
    """Of the kinds of therapy of a product, that one is the wider term of its type, or narrower."""
    wider = {
        row.cells["id"]: row.cells["broader"]
        for row in tables.rows["terms"]
        if row.cells["list"] in ("type", "modality")
    }
    kinds: dict[str, set[str]] = {}
    for _, scope in tables.records["scopes"]:
        kinds.setdefault(scope.record_id, set()).update(_line(scope.modality, wider))
    types = {row.cells["id"]: row.cells["broader"] for row in tables.rows["terms"]
             if row.cells["list"] == "type"}  # fmt: skip
    for place, product in tables.records["products"]:
        kind = types.get(product.type)
        if kind and product.id in kinds and kind not in kinds[product.id]:
            reason = f"type '{product.type}' is a kind of {kind}, which scopes.csv does not give"
            yield Problem(place, reason, "type")


def _line(word: str, wider: dict[str, str]) -> set[str]:
    """A word with its wider ones."""
    line: set[str] = set()
    words = {word}
    while words - line:
        line |= words
        words = {one for word in words for one in wider.get(word, "").split()}
    return line


def a_basis_on_a_statement_has_one(tables: Tables) -> Iterator[Problem]:
    """Of 'statement: PROPERTY ... (SOURCE)', that there is such a row of statements."""
    rows = {
        (row.cells["property"], source)
        for row in tables.rows["statements"]
        for source in (row.cells["source_id"], *row.cells["corroborated_by"].split())
    }
    for place, scope in tables.records["scopes"]:
        if scope.basis.startswith("statement: "):
            basis = re.fullmatch(r"statement: ([a-z-]+)\b.*\(([a-z0-9-]+)\)", scope.basis)
            if basis is None or (basis[1], basis[2]) not in rows:
                reason = f"basis {quoted(scope.basis)}: no row of statements.csv gives that"
                yield Problem(place, reason, "basis")
