"""Rules on what a source gives: its words, its rows, and what belongs together."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ...engine.problems import Problem, quoted
from ...engine.reading import SETTINGS, Tables
from ..tables import SCHEMA
from .words import wider_terms, with_wider

FIRST_YEAR, LAST_YEAR = 1900, 2100  # figures have a bar for each year between two dates
STATED = re.compile(r"statement: ([a-z-]+)\b.*\(([a-z0-9-]+)\)")  # its property and source


def the_cut_off_is_a_plausible_year(tables: Tables) -> Iterator[Problem]:
    if tables.settings and not FIRST_YEAR <= tables.settings.as_of.year <= LAST_YEAR:
        reason = f"as_of {tables.settings.as_of} is not between {FIRST_YEAR} and {LAST_YEAR}"
        yield Problem(tables.place(SETTINGS), reason, "as_of")


def records_are_within_the_cut_off(tables: Tables) -> Iterator[Problem]:
    if tables.settings is None:
        return
    as_of = tables.settings.as_of
    for place, approval in tables.records["approvals"]:
        date = approval.approved
        if is_listed(tables, approval) and date.last > as_of:
            yield Problem(place, f"approved {date} is after as_of {as_of}", "approved")
        elif date.year and date.year < FIRST_YEAR:
            yield Problem(place, f"approved {date} is before {FIRST_YEAR}", "approved")
        elif date.year and date.year > LAST_YEAR:
            yield Problem(place, f"approved {date} is after {LAST_YEAR}", "approved")
    for place, guideline in tables.records["guidelines"]:
        last = as_of.year if is_listed(tables, guideline) else LAST_YEAR
        if not FIRST_YEAR <= guideline.year <= last:
            reason = f"year {guideline.year} is not between {FIRST_YEAR} and {last}"
            yield Problem(place, reason, "year")


def is_listed(tables: Tables, row: Any) -> bool:
    """Whether a row of the core tables is one of the supplement."""
    return bool(tables.settings) and row.source_id == tables.settings.supplement


def rows_say_where_they_come_from(tables: Tables) -> Iterator[Problem]:
    """Those of the supplement by table and row; others by how sure they are."""
    if tables.settings is None:
        return
    supplement = tables.settings.supplement
    for table in SCHEMA:
        if "confidence" not in SCHEMA[table].columns or "source_row" not in SCHEMA[table].columns:
            continue
        for place, row in tables.records[table]:
            is_listed = row.source_id == supplement
            for column in SCHEMA.provenance[1:] if is_listed else ("confidence",):
                if getattr(row, column) is None:
                    reason = f"{column} is empty: the row {'is' if is_listed else 'is not'} of"
                    yield Problem(place, f"{reason} '{supplement}'", column)
            for column in ("confidence", "status") if is_listed else ():
                if column in SCHEMA[table].columns and getattr(row, column):
                    reason = f"{column} is not blank, but the row is of '{supplement}'"
                    yield Problem(place, reason, column)
    for place, source in tables.records["sources"]:
        if (source.kind == "supplement") != (source.id == supplement):
            reason = f"kind '{source.kind}', but the setting supplement is '{supplement}'"
            yield Problem(place, reason, "kind")


def an_approval_is_named_after_its_product_and_date(tables: Tables) -> Iterator[Problem]:
    for place, approval in tables.records["approvals"]:
        wanted = f"{approval.product_id}-{approval.approved.text.lower()}"
        if not f"{approval.id}-".startswith(f"{wanted}-"):
            reason = f"id '{approval.id}' is not product and day, '{wanted}'"
            reason += " (with a word behind it where a product has two on one day)"
            yield Problem(place, reason, "id")


def a_disease_is_named_by_its_indication(tables: Tables) -> Iterator[Problem]:
    labels = tables.labels("disease")
    for place, approval in tables.records["approvals"]:
        label = labels.get(approval.disease, "")
        if label.casefold() not in approval.indication.casefold():
            yield Problem(place, f"disease {quoted(label)} is not in the indication", "disease")


def a_basis_quotes_the_printed_words(tables: Tables) -> Iterator[Problem]:
    """Of 'type: X' and 'title: X'; a basis may also be given in other words."""
    labels = tables.labels("type")
    products, guidelines = tables.rows["products"], tables.rows["guidelines"]
    printed: dict[str, dict[str, str | None]] = {
        "type": {cells["id"]: labels.get(cells["type"]) for _, cells in products},
        "title": {cells["id"]: cells["title"] for _, cells in guidelines},
    }
    for place, scope in tables.records["scopes"]:
        kind, colon, quotation = scope.basis.partition(": ")
        if kind not in printed or not colon:
            continue
        basis = f"basis {quoted(scope.basis)}"
        words = printed[kind].get(scope.record_id, "")
        if words is None:
            continue  # which is a problem of its own
        if scope.record_id not in printed[kind]:
            yield Problem(place, f"{basis}: '{scope.record_id}' has no {kind}", "basis")
        elif quotation != words if kind == "type" else quotation.casefold() not in words.casefold():
            real = words if len(words) < 200 else f"{words[:200]}..."
            yield Problem(place, f"{basis}, but the {kind} is '{real}'", "basis")


def a_basis_on_a_statement_has_one(tables: Tables) -> Iterator[Problem]:
    """Of 'statement: PROPERTY ... (SOURCE)', that there is such a row of statements."""
    stated = {
        (cells["property"], source)
        for _, cells in tables.rows["statements"]
        for source in (cells["source_id"], *cells["corroborated_by"].split())
    }
    for place, scope in tables.records["scopes"]:
        basis = STATED.fullmatch(scope.basis)
        if scope.basis.startswith("statement: ") and (not basis or basis.groups() not in stated):
            reason = f"basis {quoted(scope.basis)}: no row of statements.csv gives that"
            yield Problem(place, reason, "basis")


def a_row_of_the_source_is_read_once(tables: Tables) -> Iterator[Problem]:
    for table in ("guidelines", "approvals"):
        seen: dict[tuple[str, ...], str] = {}
        for place, cells in tables.rows[table]:
            origin = tuple(cells[column] for column in SCHEMA.provenance)
            first = seen.setdefault(origin, place)
            if all(origin) and first != place:
                reason = f"source_row {origin[2]} of {quoted(origin[1])} is read already at {first}"
                yield Problem(place, reason, "source_row")


def parts_of_a_row_name_the_same_row(tables: Tables) -> Iterator[Problem]:
    """Of products, holders and trials, that they are read from a row of one of their approvals."""
    if len(tables.records["approvals"]) < len(tables.rows["approvals"]):
        return  # the row may be that of an approval with another fault
    holders = {product.id: product.holder_id for _, product in tables.records["products"]}
    origins: dict[Any, set[Any]] = defaultdict(set)
    for _, approval in tables.records["approvals"]:
        origin = approval.source_id, approval.source_table, approval.source_row
        for part in (approval.product_id, holders.get(approval.product_id), approval.trial_id):
            origins[part] |= {origin} if all(origin) else set()
    for table in ("products", "holders", "trials"):
        for place, one in tables.records[table]:
            own = origins[one.id]
            origin = one.source_id, one.source_table, one.source_row
            if own and all(origin) and is_listed(tables, one) and origin not in own:
                rows = " or ".join(str(row) for _, _, row in sorted(own))
                reason = f"source_row {one.source_row} of {quoted(one.source_table)}, but its"
                yield Problem(place, f"{reason} approvals are read from row {rows}", "source_row")


def every_product_has_an_approval(tables: Tables) -> Iterator[Problem]:
    if len(tables.records["approvals"]) < len(tables.rows["approvals"]):
        return  # what is missing may be a row with another fault
    approved = {approval.product_id for _, approval in tables.records["approvals"]}
    for place, product in tables.records["products"]:
        if product.id not in approved:
            yield Problem(place, f"product '{product.id}' has no row in approvals.csv", "id")


def every_guideline_and_product_has_a_kind(tables: Tables) -> Iterator[Problem]:
    scoped = {cells["record_id"] for _, cells in tables.rows["scopes"]}
    for row_id, place in (tables.ids("guidelines") | tables.ids("products")).items():
        if row_id not in scoped:
            reason = f"{quoted(row_id)} has no modality: add a row to scopes.csv"
            yield Problem(place, reason, "id")


def official_documents_can_be_read(tables: Tables) -> Iterator[Problem]:
    """Of a value that names an official document, that its source leads to it."""
    sources = {source.id: source for _, source in tables.records["sources"]}
    for place, one in tables.records["statements"]:
        source = sources.get(one.source_id)
        if one.is_official and source and (source.kind != "notice" or not source.url):
            reason = f"{one.property}, but source '{source.id}' is no notice with an address"
            yield Problem(place, reason, "source_id")


def a_product_belongs_to_the_kind_of_its_type(tables: Tables) -> Iterator[Problem]:
    """Of the kinds of therapy of a product, that one is the wider term of its type, or narrower."""
    kinds, modalities = wider_terms(tables, "type"), wider_terms(tables, "modality")
    scopes = defaultdict(set)
    for _, scope in tables.records["scopes"]:
        scopes[scope.record_id].add(scope.modality)
    for place, product in tables.records["products"]:
        kind = " ".join(kinds.get(product.type, ()))
        if product.id in scopes and kind not in {"", *with_wider(scopes[product.id], modalities)}:
            reason = f"type '{product.type}' is a kind of {kind}, which scopes.csv does not give"
            yield Problem(place, reason, "type")


def a_trial_is_the_one_printed(tables: Tables) -> Iterator[Problem]:
    """Of the code of a trial, that it is its id, and is in the printed cells of its approvals."""
    codes = {trial.id: trial.code for _, trial in tables.records["trials"]}
    for place, trial in tables.records["trials"]:
        if _letters(trial.code) != _letters(trial.id):
            yield Problem(place, f"code {quoted(trial.code)} is not that of '{trial.id}'", "code")
    for place, approval in tables.records["approvals"]:
        code = codes.get(approval.trial_id, "")
        if _letters(code) not in _letters(approval.trial):
            reason = f"trial {quoted(approval.trial)} does not name {code}, the code of '"
            yield Problem(place, f"{reason}{approval.trial_id}' in trials.csv", "trial")


def _letters(text: str) -> str:
    """The letters and digits of a text alone, in small letters."""
    return re.sub(r"[\W_]+", "", text.casefold())
