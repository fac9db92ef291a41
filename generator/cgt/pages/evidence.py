"""Pages on what is behind the values: self-checks, remarks, register, exclusions."""

from typing import Any

from ...engine.pages import Context
from ..catalogue import CgtCatalogue
from ..evidence import self_checks, why_unchecked
from .records import counts


def evidence_page(catalogue: CgtCatalogue) -> Context:
    """The self-check of every value that allows one, and why others have none."""
    checks = self_checks(catalogue)
    return {
        "checks": list(checks.values()),
        "count": len(checks),
        "reproduced": sum(check.reproduces for check in checks.values()),
        "unchecked": [
            (product, approval, end, why_unchecked(approval, end))
            for product, approval in catalogue.approvals
            for end in approval.endpoints
            if end.id not in checks
        ],
        "counts": counts(catalogue),
        "exclusions": len(catalogue.records["exclusions"]),
    }


def remarks_page(catalogue: CgtCatalogue) -> Context:
    """Every remark by kind, with the title and the address of what it is about."""
    subjects, remarks = remark_subjects(catalogue), catalogue.records["remarks"]
    by_kind = [
        (kind, [(one, *subjects[one.subject]) for one in remarks if one.kind == kind.id])
        for kind in catalogue.terms["remark-kind"].values()
    ]
    return {
        "by_kind": [(kind, rows) for kind, rows in by_kind if rows],
        "count": len(remarks),
        "open": sum(remark.is_open for remark in remarks),
    }


def remark_subjects(catalogue: CgtCatalogue) -> dict[str, tuple[str, str]]:
    """A title and the address of everything that a remark may be about, by id."""
    records: list[Any] = [
        *catalogue.guidelines,
        *catalogue.holders,
        *catalogue.sources.values(),
        *catalogue.terms["modality"].values(),
        *catalogue.products,
    ]
    subjects = {record.id: (record.title, record.path) for record in records}
    for product, approval in catalogue.approvals:
        title = f"{product.name}, {approval.approved.year}"
        subjects[approval.id] = (title, approval.path)
        for end in approval.endpoints:
            label = end.measure_term.label if end.measure_term else end.measure
            subjects[end.id] = (f"{title}, {label}", approval.path)
        if trial := approval.pivotal:
            path = f"{product.path}#{trial.part.format(trial)}"
            subjects[trial.id] = (f"{product.name}, {trial.code}", path)
    return subjects


def conditional_page(catalogue: CgtCatalogue) -> Context:
    """The register of conditional approvals: since when, and what is owed."""
    as_of = catalogue.settings.as_of
    rows = [
        (product, approval, (as_of - approval.approved).days,
         [one for one in approval.statements if one.property == "owed"])
        for product, approval in catalogue.approvals
        if approval.conditional
    ]  # fmt: skip
    return {"rows": rows, "count": len(rows), "stated": sum(bool(owed) for *_, owed in rows)}


def exclusions_page(catalogue: CgtCatalogue) -> Context:
    """Products and totals that readers look for here in vain, by reason."""
    by_reason = [
        (reason, [one for one in catalogue.records["exclusions"] if one.reason == reason.id])
        for reason in catalogue.terms["exclusion-reason"].values()
    ]
    return {
        "by_reason": [(reason, rows) for reason, rows in by_reason if rows],
        "counts": counts(catalogue),
    }
