"""Pages on what is behind the values: self-checks, remarks, register, exclusions, editions."""

from collections.abc import Sequence

from ...engine.counts import PartialCount
from ...engine.differences import Difference
from ...engine.editions import Edition, tables_of
from ...engine.pages import Context
from ...engine.snapshots import PastRecord, changed_since, past_records, past_titles
from ..catalogue import CgtCatalogue
from ..rates import self_checks, why_unchecked
from .records import by_term, counts, grouped

SINCE = ("obligation-due", "obligation-met", "conversion", "label-change", "withdrawal")
COUNTED = ("guidelines", "products", "approvals", "statements", "remarks", "sources")


def evidence_page(catalogue: CgtCatalogue) -> Context:
    """The self-check of every value that allows one, and why others have none."""
    checks = self_checks(catalogue)
    return {
        "checks": list(checks.values()),
        "reproduced": PartialCount(sum(one.reproduces for one in checks.values()), len(checks)),
        "unchecked": [
            (product, approval, end, why_unchecked(approval, end))
            for product, approval in catalogue.approvals
            for end in approval.endpoints
            if end.id not in checks
        ],
        "counts": counts(catalogue),
    }


def remarks_page(catalogue: CgtCatalogue) -> Context:
    """Every remark by kind; `subjects` are a title and the address of what each is about."""
    return {
        "by_kind": by_term(catalogue, "remark-kind", catalogue.records["remarks"], "kind"),
        "subjects": remark_subjects(catalogue),
        "count": len(catalogue.records["remarks"]),
        "open": sum(remark.is_open for remark in catalogue.records["remarks"]),
    }


def remark_subjects(catalogue: CgtCatalogue) -> dict[str, tuple[str, str]]:
    """A title and the address of everything that a remark may be about, by id."""
    lists = catalogue.schema.subject_words
    terms = [term for name in lists for term in catalogue.terms.get(name, {}).values()]
    others = (*catalogue.sources.values(), *terms)
    subjects = {one.id: (one.title, one.path) for one in (*catalogue.with_pages(), *others)}
    of_product, in_year = map(catalogue.language.gettext, ("{product}, {what}", "{year}"))
    for product, approval in catalogue.approvals:
        title = product.name
        if year := approval.approved.year:
            title = of_product.format(product=title, what=in_year.format(year=year))
        subjects[approval.id] = (title, approval.path)
        for end in approval.endpoints:
            label = end.measure_term.label if end.measure_term else end.measure
            subjects[end.id] = (of_product.format(product=title, what=label), approval.path)
        if trial := approval.pivotal:
            words = of_product.format(product=product.name, what=trial.code)
            subjects[trial.id] = (words, f"{product.path}#{trial.part.format(trial)}")
    return subjects


def conditional_page(catalogue: CgtCatalogue) -> Context:
    """The register of conditional approvals: days since each, what is owed, what came of it."""
    rows = [
        (
            product,
            approval,
            (catalogue.settings.as_of - approval.approved.first).days,
            [one for one in approval.statements if one.property == "owed"],
            [one for one in approval.milestones if one.event in SINCE],
        )
        for product, approval in catalogue.core.approvals
        if approval.conditional
    ]
    beyond = [pair for pair in catalogue.approvals if not pair[1].in_supplement]
    known = sum(approval.status != "unknown" for _, approval in beyond)
    return {
        "rows": rows,
        "count": len(rows),
        "stated": PartialCount(sum(bool(owed) for *_, owed, _ in rows), len(rows)),
        "unknown": counts(catalogue)["unknown"],
        "known_beyond": PartialCount(known, len(beyond)),
        "conditional_beyond": [pair for pair in beyond if pair[1].conditional],
    }


def exclusions_page(catalogue: CgtCatalogue) -> Context:
    """Products and totals that readers look for here in vain, by reason."""
    rows = by_term(catalogue, "exclusion-reason", catalogue.records["exclusions"], "reason")
    return {"by_reason": rows, "counts": counts(catalogue)}


def changes_page(catalogue: CgtCatalogue) -> Context:
    """All editions, newest first, with how many changes each has."""
    return {
        "editions": [
            (edition, len(differences), counted(catalogue, edition))
            for edition, differences in catalogue.history.editions
        ],
        "draft": catalogue.draft,
        "unreleased": len(catalogue.unreleased_changes),
        **records_since(catalogue),
    }


def records_since(catalogue: CgtCatalogue) -> Context:
    """Records that no edition has yet, by table, and those that the latest has otherwise.

    The latter as (title, address of what changed, number of changes), most changed first.
    """
    if not catalogue.editions:
        return {"new": {}, "changed": []}
    listed = catalogue.editions[-1].fingerprints
    tables = {name: catalogue.listed(name) for name in catalogue.schema.with_pages}
    titles = {one.path: one.title for records in tables.values() for one in records}
    past = past_records(catalogue)
    changed = [
        (titles.get(past[path].page, past[path].title), f"{path}#since", len(changes))
        for path, changes in changed_since(catalogue).items()
    ]
    return {
        "new": {
            name: new
            for name, records in tables.items()
            if (new := [one for one in records if one.path not in listed])
        },
        "changed": sorted(changed, key=lambda one: -one[2]),
    }


def edition_page(catalogue: CgtCatalogue, edition: tuple[Edition, Sequence[Difference]]) -> Context:
    """One edition with its changes, field by field."""
    frozen, differences = edition
    redirects = tables_of(catalogue.schema, frozen).get("redirects", ())
    titles = past_titles(catalogue)
    groups = grouped(differences, lambda one: one.pages[0] if one.pages else one.table)
    return {
        "edition": frozen,
        "counted": counted(catalogue, frozen),
        "is_first": frozen is catalogue.editions[0],
        "groups": [  # title, address and changes of each record, or of a table of anything else
            (titles.get(key, key), key if key in titles else "", rows)
            for key, rows in groups.items()
        ],
        "moves": [
            (row["address"], row.get("to", "").split(), row["reason"])
            for row in redirects
            if row["edition"] == frozen.edition
        ],
        "records": [one for one in past_records(catalogue).values() if one.edition is frozen],
    }


def past_page(catalogue: CgtCatalogue, past: PastRecord) -> Context:
    """A record as an edition has it; if that is the latest one, with what it does not have yet."""
    return {"past": past, "since": changed_since(catalogue).get(past.path, ())}


def counted(catalogue: CgtCatalogue, frozen: Edition) -> list[tuple[str, int]]:
    """How many rows the tables that readers know have in an edition."""
    tables = tables_of(catalogue.schema, frozen)
    return [(name, len(tables.get(name, ()))) for name in COUNTED]


def latest_edition(catalogue: CgtCatalogue) -> Edition | None:
    """The newest edition, if there is one."""
    return catalogue.editions[-1] if catalogue.editions else None
