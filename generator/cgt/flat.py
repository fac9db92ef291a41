"""Two tables made of the others, for those who want one: a row an approval, a row a result."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..engine.catalogues import per_catalogue
from ..engine.columns import Column, Reference, Text, Word
from ..engine.descriptions import FlatTable
from ..engine.languages import N_
from .catalogue import CgtCatalogue
from .rates import self_checks
from .tables import Approval, Endpoint, Product, Statement
from .tables.approvals import IN_SUPPLEMENT
from .tables.events import as_number

PARTS = {"approval": "approvals", "product": "products", "holder": "holders", "trial": "trials"}
ORIGIN_COLUMNS = ("source_id", "source_table", "source_row")  # where the row of an approval is read
RESULT = [
    ("id", "string", N_("The result.")),
    ("approval", "string", N_("The approval that rests on it.")),
    ("approved", "string", N_("When it was approved: a day, month, quarter or year.")),
    ("product", "string", N_("The product.")),
    ("disease", "string", N_("The disease.")),
    ("measure", "string", N_("What was measured.")),
    ("time", "string", N_("When, or a word for missing.")),
    ("month", "integer", N_("The same in months; blank for days, weeks and periods.")),
    ("n", "integer", N_("Subjects in the efficacy analysis.")),
    ("events", "integer", N_("Of n; blank unless the value and its interval follow from it.")),
    ("value", "number", N_("The number; blank where the source has none.")),
    ("low", "number", N_("The lower bound of the interval.")),
    ("high", "number", N_("The upper bound of the interval.")),
    ("level", "string", N_("The level of the interval.")),
    ("unit", "string", N_("The unit of value, low and high.")),
    ("printed", "string", N_("The words of the source.")),
    ("source", "string", N_("Where they are.")),
    ("remarks", "string", N_("Ids of remarks on it and its approval, in remarks.csv: read first.")),
]


@per_catalogue
def flat_tables(catalogue: CgtCatalogue) -> list[FlatTable]:
    """The flat tables, from the declarations and what there is."""
    return [_approvals(catalogue), _results(catalogue)]


def _approvals(catalogue: CgtCatalogue) -> FlatTable:
    """Each approval with its product, holder and trial: their columns, then what statements say."""
    rows = [
        dict(zip(PARTS, (approval, product, product.holder, approval.pivotal), strict=True))
        for product, approval in catalogue.approvals
    ]
    columns: dict[str, Column] = {}
    values: list[list[str]] = []  # by column

    def add(name: str, column: Column, cells: Iterable[str]) -> None:
        columns[name] = column
        values.append([*cells])

    for part, table in PARTS.items():
        records: list[Any] = [row[part] for row in rows]
        read = {row.cells["id"]: row.cells for row in catalogue.rows[table]}
        for name, column in catalogue.schema[table].columns.items():
            of_approval = part == "approval" and name in ORIGIN_COLUMNS
            if of_approval or not (name in ORIGIN_COLUMNS or isinstance(column, Reference)):
                said = (read[one.id][name] if one else "" for one in records)
                add(f"{part}_{name}", column, said)
            if isinstance(column, Word):
                terms = [getattr(one, f"{name}_term", None) for one in records]
                label = replace(column, label=f"{column.label}, label", of="")
                add(f"{part}_{name}_label", label, (term.label if term else "" for term in terms))
        stated = [_stated_values(one.statements) if one else {} for one in records]
        used = {name for one in stated for name in one}
        for term in catalogue.terms["property"].values():
            if term.id in used:
                column = Text(term.label, f"{term.meaning} What is unconfirmed is followed by (?).")
                name = f"{part}_{term.id.replace('-', '_')}"
                add(name, column, (one.get(term.id, "") for one in stated))
    beside = ("yes" if one.in_supplement else "no" for _, one in catalogue.approvals)
    add("approval_in_supplement", IN_SUPPLEMENT["in_supplement"], beside)
    remarks = Text("Remarks", "Ids of remarks on it, its results and product: read them first.")
    ids = (
        " ".join(one.id for one in (*approval.all_remarks, *product.remarks))
        for product, approval in catalogue.approvals
    )
    add("approval_remarks", remarks, ids)
    description = N_(
        "A row is an approval, its product, holder and trial, and what others say of it."
    )
    by_row = [[*row] for row in zip(*values, strict=True)]
    return FlatTable("approvals-flat", description, columns, by_row)


def _stated_values(statements: Iterable[Statement]) -> dict[str, str]:
    """The values of each property, those that are unconfirmed marked."""
    values: dict[str, list[str]] = defaultdict(list)
    for one in statements:
        values[one.property].append(f"{one.value} (?)" if one.confidence == "weak" else one.value)
    return {name: " | ".join(own) for name, own in values.items()}


def _results(catalogue: CgtCatalogue) -> FlatTable:
    """Each result with its approval, product and disease."""
    columns = {name: Column(name, words, kind=kind) for name, kind, words in RESULT}
    results = [
        _result(catalogue, product, approval, end)
        for product, approval in catalogue.approvals
        for end in approval.endpoints
    ]
    rows = [[result[name] for name in columns] for result in results]
    description = N_("A row is a result of an approval, its numbers in columns of numbers.")
    return FlatTable("results-flat", description, columns, rows)


def _result(
    catalogue: CgtCatalogue, product: Product, approval: Approval, end: Endpoint
) -> dict[str, str]:
    """A result by the columns of RESULT."""
    terms = catalogue.terms
    check = self_checks(catalogue).get(end.id)
    month = re.fullmatch(r"(month|year)-([0-9]+)", end.time_point)
    months = int(month[2]) * (12 if month[1] == "year" else 1) if month else ""
    source = catalogue.sources[approval.source_id].title
    if approval.source_row:
        source = f"{source}. {approval.source_table}, row {approval.source_row}"
    return {
        "id": end.id,
        "approval": approval.id,
        "approved": str(approval.approved),
        "product": product.name,
        "disease": terms["disease"][approval.disease].label,
        "measure": terms["measure"][end.measure].label,
        "time": end.time_point_term.label if end.time_point_term else end.time_point,
        "month": str(months),
        "n": _number(approval.subjects),
        "events": str(check.k) if check and check.k is not None else "",
        "value": _number(end.value),
        "low": _number(end.lower),
        "high": _number(end.upper),
        "level": end.interval,
        "unit": end.unit_term.label if end.unit_term else end.unit,
        "printed": end.printed,
        "source": source,
        "remarks": " ".join(one.id for one in (*end.remarks, *approval.remarks)),
    }


def _number(text: str) -> str:
    """The digits as printed; '' for a word or NA."""
    return text if as_number(text) is not None else ""
