"""Pages on what stands behind the values: self-check, remarks, register, exclusions."""

import datetime as dt
from bisect import bisect, bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..catalogues import Catalogue
from ..engine.dates import format_date
from ..evidence import self_checks, why_unchecked
from ..records import Approval, Guideline, Product
from .page import Page, around, bears_on, counts, kinds, number

EVIDENCE = ("Evidence", "/evidence/")


def evidence_pages(catalogue: Catalogue) -> list[Page]:
    """The page on evidence and those it leads to."""
    return [
        evidence_page(catalogue),
        remarks_page(catalogue),
        conditional_page(catalogue),
        exclusions_page(catalogue),
    ]


def evidence_page(catalogue: Catalogue) -> Page:
    """The self-check of every value that allows one, with its method and limits."""
    found = self_checks(catalogue)
    checks = list(found.values())
    good = sum(check.reproduces for check in checks)
    rest = [
        (product, approval, end)
        for product, approval in catalogue.approvals
        for end in approval.endpoints
        if end.id not in found
    ]
    return Page(
        path="/evidence/",
        template="evidence",
        title="Evidence, checked and doubted",
        description=(
            f"{good} of {len(checks)} response rates reproduce, with their intervals, from the "
            "number of subjects that the source states."
        ),
        context={
            "checks": checks,
            "good": good,
            "rest": [(p, a, end, why_unchecked(catalogue, a, end)) for p, a, end in rest],
            "counts": counts(catalogue),
            "exclusions": len(catalogue.exclusions),
            "catalogue": catalogue,
            "terms": catalogue.terms,
        },
    )


def remarks_page(catalogue: Catalogue) -> Page:
    """Every remark, by kind, with where it is shown."""
    homes = dict(_homes(catalogue))
    by_kind = [
        (kind, [(remark, homes[remark.subject]) for remark in found])
        for kind in catalogue.terms["remark-kind"].values()
        if (found := [remark for remark in catalogue.remarks if remark.kind == kind.id])
    ]
    open_ones = sum(remark.kind != "context" for remark in catalogue.remarks)
    return Page(
        path="/evidence/remarks/",
        template="remarks",
        title="Disagreements, gaps and other remarks",
        description=(
            f"{len(catalogue.remarks)} remarks: {open_ones} on open questions, the others for "
            "context. Values themselves are never altered."
        ),
        crumbs=(EVIDENCE,),
        context={"by_kind": by_kind},
    )


def _homes(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, str]]]:
    """For each possible subject of a remark: a name for it, and the address that shows it."""
    for guideline in catalogue.guidelines:
        yield guideline.id, (guideline.title, guideline.path)
    for holder in catalogue.holders:
        yield holder.id, (holder.name, holder.path)
    for source in catalogue.sources.values():
        yield source.id, (source.title, source.path)
    for term in catalogue.terms["modality"].values():
        yield term.id, (term.label, f"/modalities/{term.id}/")
    for product in catalogue.products:
        yield product.id, (product.name, product.path)
        for approval in product.approvals:
            name = f"{product.name}, {approval.approved.year}"
            address = f"{product.path}#{approval.anchor}"
            yield approval.id, (name, address)
            for end in approval.endpoints:
                label = catalogue.terms["measure"][end.measure].label
                yield end.id, (f"{name}, {label}", address)
            if trial := approval.pivotal:
                yield (
                    trial.id,
                    (f"{product.name}, {trial.code}", f"{product.path}#trial-{trial.id}"),
                )


def conditional_page(catalogue: Catalogue) -> Page:
    """The register of conditional approvals: since when, what is owed, what became of them."""
    as_of = catalogue.edition.as_of
    rows = [
        (product, approval, (as_of - approval.approved).days,
         [said for said in approval.statements if said.property == "owed"])
        for product, approval in catalogue.approvals
        if approval.conditional
    ]  # fmt: skip
    owed = sum(bool(said) for *_, said in rows)
    return Page(
        path="/evidence/conditional/",
        template="conditional",
        title="Register of conditional approvals",
        description=(
            f"{number(len(rows)).capitalize()} approvals were conditional. What the holder still "
            f"owes is stated for {number(owed)} of them."
        ),
        crumbs=(EVIDENCE,),
        context={"rows": rows, "terms": catalogue.terms},
    )


def exclusions_page(catalogue: Catalogue) -> Page:
    """Products and totals that readers look for here in vain."""
    by_reason = [
        (reason, found)
        for reason in catalogue.terms["exclusion-reason"].values()
        if (found := [one for one in catalogue.exclusions if one.reason == reason.id])
    ]
    return Page(
        path="/evidence/not-here/",
        template="exclusions",
        title="Why is it not here?",
        description=(
            "Products and totals that readers may look for, each with the reason why it is not "
            "in this catalogue."
        ),
        crumbs=(EVIDENCE,),
        context={
            "by_reason": by_reason,
            "counts": counts(catalogue),
            "terms": catalogue.terms,
        },
    )


class Clock(NamedTuple):
    """The guidelines of a product's kind at the time of its approvals."""

    approvals: tuple[Approval, ...]  # earliest first
    rows: list[tuple[Guideline, list[str]]]  # with their standing at each approval
    all: int  # guidelines; the rows are those nearest to the first approval, if there are many
    sentences: list[str]  # one for each approval


def guideline_clock(catalogue: Catalogue) -> Callable[[Product], Clock]:
    """The clock of a product.

    A standing is 'before', 'after' or 'same year', where the order is not known unless both days
    are.
    """

    @cache
    def of(kinds: frozenset[str]) -> list[Guideline]:
        return [g for g in in_time if bears_on(g, kinds)]

    @cache
    def issued(kinds: frozenset[str], year: int) -> list[str]:
        return sorted(day for g in of(kinds) if g.year == year and (day := _issued(g)))

    def clock(product: Product) -> Clock:
        kind, days = kinds(catalogue, product), [one.approved for one in product.approvals]
        found = of(kind)
        near = around(found, bisect(found, days[0].year, key=year_of))
        rows = [(guideline, [standing(guideline, day) for day in days]) for guideline in near]
        sentences = [clock_sentence(found, issued(kind, day.year), day) for day in days]
        return Clock(product.approvals, rows, len(found), sentences)

    in_time = sorted(catalogue.guidelines, key=lambda g: (g.year, g.source_row))
    return clock


def year_of(guideline: Guideline) -> int:
    """The year of a guideline, of which more is rarely known."""
    return guideline.year


def _issued(guideline: Guideline) -> str | None:
    days = [said.value for said in guideline.statements if said.property == "issued"]
    return days[0] if days else None


def standing(guideline: Guideline, day: dt.date) -> str:
    """Whether a guideline was issued before or after the day of an approval, or in its year."""
    if guideline.year == day.year:
        issued = _issued(guideline)
        if not issued or issued == day.isoformat():
            return "same year"
        return "before" if issued < day.isoformat() else "after"
    return "before" if guideline.year < day.year else "after"


def clock_sentence(in_time: Sequence[Guideline], issued: list[str], approved: dt.date) -> str:
    """How many of those guidelines, in order of years, there were on the day of an approval.

    `issued` are the known days, in order, on which guidelines were issued in its year.
    """
    day = format_date(approved, space="\u00a0")
    start = bisect_left(in_time, approved.year, key=year_of)
    end = bisect(in_time, approved.year, key=year_of)
    before = bisect_left(issued, approved.isoformat())
    after = len(issued) - bisect(issued, approved.isoformat())
    return (
        f"On {day}: {start + before} issued before, {end - start - before - after} in the same "
        f"year in an order not known, {after + len(in_time) - end} later."
    )
