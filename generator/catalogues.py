"""All records, linked: children in their parents, sources and remarks with what they concern."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .changes import Ledger, ledger
from .editions import Frozen
from .records import (
    LISTS,
    Approval,
    Edition,
    Endpoint,
    Exclusion,
    GlossaryEntry,
    Guideline,
    Holder,
    Product,
    Redirect,
    Remark,
    Source,
    Statement,
    Term,
)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All records, linked; every tuple in the order in which it is shown."""

    edition: Edition
    guidelines: tuple[Guideline, ...]  # by subject, then as printed
    products: tuple[Product, ...]  # by first approval
    holders: tuple[Holder, ...]
    sources: dict[str, Source]
    terms: dict[str, dict[str, Term]]  # by list, then id
    glossary: tuple[GlossaryEntry, ...]
    statements: tuple[Statement, ...]
    remarks: tuple[Remark, ...]
    exclusions: tuple[Exclusion, ...]
    redirects: dict[str, Redirect]  # by the address that is gone
    tables: dict[str, list[Any]]  # every table as it is, for taking away
    editions: tuple[Frozen, ...]  # oldest first
    ledger: Ledger  # what changed between them
    fingerprints: dict[str, str]  # of each record as it is now, by address
    draft: bool  # whether the tables say anything that no edition says
    places: dict[str, str] = field(default_factory=dict)  # data/products.csv:4, by id or address
    applications: tuple[Any, ...] = ()  # of applications.py, if the workbook is there

    @property
    def edition_name(self) -> str:
        """The edition as it is cited; a draft says that it is one."""
        return f"{self.edition.edition}{', with unreleased changes' if self.draft else ''}"

    def released(self, path: str) -> str | None:
        """The fingerprint of a record if it stands in the latest edition as it is now."""
        mark = self.fingerprints.get(path)
        last = self.editions[-1].fingerprints if self.editions else {}
        return mark if mark is not None and last.get(path) == mark else None

    @cached_property
    def approvals(self) -> tuple[tuple[Product, Approval], ...]:
        """Every approval with its product, earliest first."""
        pairs = [(product, approval) for product in self.products for approval in product.approvals]
        return tuple(sorted(pairs, key=lambda pair: (pair[1].approved, pair[1].source_row)))

    @cached_property
    def years(self) -> list[int]:
        """Every year in which a guideline was issued or a product approved."""
        approved = {approval.approved.year for _, approval in self.approvals}
        return sorted(approved | {guideline.year for guideline in self.guidelines})

    @cached_property
    def groups(self) -> dict[str, str]:
        """The therapy group of each modality, for its colour and mark; `general` if it has none."""
        found = {}
        for id in self.terms["modality"]:
            line = [term.id for term in self.modality_line(id)]
            found[id] = next((id for id in line[::-1] if id in self.terms["group"]), "general")
        return found

    def time_of(self, end: Endpoint) -> str:
        """', month 3' to stand behind the name of an endpoint, or nothing."""
        term = self.terms["time-point"].get(end.time_point)
        return f", {term.label}" if term else ""

    def modality_line(self, id: str) -> list[Term]:
        """A modality and its wider ones, narrowest first."""
        line = [self.terms["modality"][id]]
        while (broader := line[-1].broader) is not None:
            line.append(self.terms["modality"][broader])
        return line


def linked(
    edition: Edition,
    rows: Mapping[str, Iterable[Any]],
    notes: Mapping[str, str],
    *,
    editions: Sequence[Frozen] = (),
    **more: Any,
) -> Catalogue:
    """Join checked records into a catalogue: children to parents, sources to what cites them.

    `editions` are the frozen ones, oldest first; `more` are further fields of the catalogue.
    """
    sources = {source.id: source for source in rows["sources"]}
    statements = tuple(
        _with(
            row,
            source=sources[row.source_id],
            corroborating=tuple(sources[id] for id in (row.corroborated_by or "").split()),
        )
        for row in rows["statements"]
    )
    remarks = tuple(_with(row, source=sources[row.source_id]) for row in rows["remarks"])
    about = {"statements": _by(statements, "subject"), "remarks": _by(remarks, "subject")}

    def told(record: Any, **links: Any) -> Any:
        """The record with what is said about it, as far as it has a place for that."""
        for name in ("statements", "remarks"):
            if name in type(record).model_fields:
                links[name] = tuple(about[name][record.id])
        if "note" in type(record).model_fields:
            links["note"] = notes.get(record.id, "")
        return _with(record, **links)

    terms: dict[str, dict[str, Term]] = {list: {} for list in LISTS}
    for term in sorted(rows["terms"], key=lambda term: (term.list, term.position)):
        terms[term.list][term.id] = told(term) if term.list == "modality" else term
    scopes = _by(
        (_with(row, term=terms["modality"][row.modality]) for row in rows["scopes"]), "record_id"
    )
    endpoints = _by(
        (told(row) for row in sorted(rows["endpoints"], key=lambda row: row.position)),
        "approval_id",
    )
    holders = {row.id: told(row) for row in rows["holders"]}
    trials = {row.id: told(row) for row in rows["trials"]}
    approvals = _by(
        (
            told(row, endpoints=tuple(endpoints[row.id]), pivotal=trials.get(row.trial_id))
            for row in sorted(rows["approvals"], key=lambda row: row.approved)
        ),
        "product_id",
    )
    products = [
        told(
            row,
            approvals=tuple(approvals[row.id]),
            holder=holders[row.holder_id],
            scopes=tuple(scopes[row.id]),
        )
        for row in rows["products"]
    ]
    subject_order = list(terms["subject"])
    return Catalogue(
        edition=edition,
        guidelines=tuple(
            told(row, scopes=tuple(scopes[row.id]))
            for row in sorted(
                rows["guidelines"],
                key=lambda row: (subject_order.index(row.subject), row.year, row.source_row),
            )
        ),
        products=tuple(sorted(products, key=lambda p: (p.approvals[0].approved, p.source_row))),
        holders=tuple(sorted(holders.values(), key=lambda holder: str(holder.name).casefold())),
        sources={id: told(source) for id, source in sources.items()},
        terms=terms,
        glossary=tuple(sorted(rows["glossary"], key=lambda row: str(row.term).casefold())),
        statements=statements,
        remarks=remarks,
        exclusions=tuple(_with(row, source=sources[row.source_id]) for row in rows["exclusions"]),
        redirects={row.address: row for row in rows["redirects"]},
        tables={table: list(found) for table, found in rows.items()},
        editions=tuple(editions),
        ledger=ledger(editions),
        **more,
    )


def _with(record: Any, **links: Any) -> Any:
    """A copy with its links.

    Not the record itself: a source would hold statements that hold it, and hashing would not end.
    """
    links = {name: value for name, value in links.items() if value}
    return record.model_copy(update=links) if links else record


def _by(records: Iterable[Any], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, column)].append(record)
    return groups
