"""The catalogue with its records in the order in which pages show them."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from ..engine.catalogues import Catalogue
from ..engine.languages import Language
from .tables import Approval, CgtSettings, GlossaryEntry, Guideline, Holder, Product, Source, Term
from .tables.sources import DATED

Pair = tuple[Product, Approval]
OFFICIAL = {"products": "name-zh", "guidelines": "title-zh", "holders": "other-name"}  # properties


class Core(NamedTuple):
    """The records that the supplement lists, in order."""

    guidelines: list[Guideline]
    products: list[Product]
    approvals: list[Pair]
    years: list[int]  # in which one of these guidelines was issued or one approval given


def _years(guidelines: Iterable[Guideline], approvals: Iterable[Pair]) -> list[int]:
    years = {approval.approved.year for _, approval in approvals}
    years |= {guideline.year for guideline in guidelines}
    return sorted(year for year in years if year is not None)


def when(guideline: Guideline) -> tuple[int, str, float]:
    """What guidelines are sorted by: year, then a day that is known, best that of issue."""
    days = [guideline.days[one] for one in DATED if one in guideline.days]
    return guideline.year, days[0] if days else "9999", guideline.source_row or math.inf


@dataclass(frozen=True, kw_only=True, eq=False)
class CgtCatalogue(Catalogue):
    """All records of the catalogue, linked."""

    settings: CgtSettings

    @cached_property
    def guidelines(self) -> tuple[Guideline, ...]:
        """By subject, then in order of time."""
        subjects, rows = self.terms["subject"], self.records["guidelines"]
        return tuple(sorted(rows, key=lambda g: (subjects[g.subject].position, *when(g))))

    @cached_property
    def guidelines_in_time(self) -> tuple[Guideline, ...]:
        """Earliest first, of whatever subject."""
        return tuple(sorted(self.guidelines, key=when))

    @property
    def vectors(self) -> dict[str, Term]:
        """The modalities that are vectors, by id, each with the kind whose products have one."""
        return self.terms.get("vector", {})

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """By first approval; those whose day is not known come last."""
        rows: list[Product] = self.records["products"]
        return tuple(sorted(rows, key=lambda p: (p.approvals[0].approved.last, p.source_row or 0)))

    @cached_property
    def approvals(self) -> tuple[Pair, ...]:
        """Every approval with its product, earliest first."""
        pairs = [(product, approval) for product in self.products for approval in product.approvals]
        return tuple(sorted(pairs, key=lambda pair: (pair[1].approved, pair[1].source_row or 0)))

    @cached_property
    def core(self) -> Core:
        """What the supplement lists, without what is known beyond it."""
        guidelines = [one for one in self.guidelines if one.in_supplement]
        products = [one for one in self.products if one.in_supplement]
        approvals = [pair for pair in self.approvals if pair[1].in_supplement]
        return Core(guidelines, products, approvals, _years(guidelines, approvals))

    @cached_property
    def holders(self) -> tuple[Holder, ...]:
        """By name."""
        rows: list[Holder] = self.records["holders"]
        return tuple(sorted(rows, key=lambda holder: self.language.place(holder.name)))

    @cached_property
    def sources(self) -> dict[str, Source]:
        """By id."""
        return {source.id: source for source in self.records["sources"]}

    @cached_property
    def glossary(self) -> tuple[GlossaryEntry, ...]:
        """By term."""
        rows: list[GlossaryEntry] = self.records["glossary"]
        return tuple(sorted(rows, key=lambda entry: self.language.place(entry.term)))

    def translated(self, table: str, record: Any, language: Language) -> Any:
        """A record in a language; its name or title is the official one there, if a source has it.

        Nothing that is weak is shown as official. A source that we describe is described, too.
        """
        other = super().translated(table, record, language)
        if table == "sources":
            own = {name: language.gettext(getattr(record, name)) for name in ("title", "publisher")}
            return msgspec.structs.replace(other, **own)
        for statement in getattr(record, "statements", ()) if table in OFFICIAL else ():
            wanted = statement.property, statement.lang == language.tag
            if wanted == (OFFICIAL[table], True) and statement.confidence != "weak":
                own = {record.name_column: statement.value, "main_title": record.title}
                return msgspec.structs.replace(other, **own)
        return other

    def listed(self, table: str) -> Sequence[Any]:
        """The records of a table in the order in which pages list them."""
        if table in ("guidelines", "products", "holders", "glossary"):
            records: Sequence[Any] = getattr(self, table)
            return records
        return super().listed(table)

    @cached_property
    def first_listed(self) -> dt.date | None:
        """The first day on which something that the supplement lists may have happened."""
        dates = [one.issued for one in self.core.guidelines]
        dates += [one.approved for _, one in self.core.approvals]
        return min((one.first for one in dates), default=None)

    @cached_property
    def years(self) -> list[int]:
        """Every year in which a guideline was issued or a product approved, as far as known."""
        return _years(self.guidelines, self.approvals)

    @cached_property
    def groups(self) -> dict[str, str]:
        """The therapy group of each modality, for its colour and mark; `general` if it has none."""
        groups = {}
        for modality in self.terms["modality"]:
            line = [term.id for term in self.modality_line(modality)]
            widest = [one for one in line if one in self.terms.get("group", {})]
            groups[modality] = widest[-1] if widest else "general"
        return groups

    def modality_line(self, modality: str) -> list[Term]:
        """A modality and its wider ones, each after those that are narrower."""
        line: dict[str, Term] = {}
        ids = [modality]
        while ids:
            for one in ids:
                line.pop(one, None)
                line[one] = self.terms["modality"][one]
            ids = [wider for one in ids for wider in (line[one].broader or "").split()]
        return list(line.values())

    def group_of(self, product: Product) -> str:
        """The therapy group of a product."""
        broader = product.type_term.broader if product.type_term else None
        return self.groups[broader or "general"]
