"""What the catalogue is made of: one frozen record per table, one field per column, in order.

A field without a default is a column. A field with a default is a link, filled in by `linked`
when the tables are joined, so that a page reads `product.approvals` and `approval.endpoints`.
"""

import builtins
import datetime as dt
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from .cells import (
    MISSING_WORDS,
    NUMBER,
    Address,
    Addresses,
    Count,
    Day,
    EditionId,
    Email,
    Id,
    Lang,
    Optional,
    Published,
    Ref,
    SomeDay,
    Text,
    Url,
    Whole,
    Word,
    YesNo,
)

DATED = ("issued", "posted", "in-force", "announced")  # properties whose value is a day


class Record(BaseModel):
    """Settings shared by the records; by the columns of `key`, alike in no two rows, they sort."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: ClassVar[tuple[str, ...]] = ("id",)
    may_be_empty: ClassVar[bool] = False  # a table with a header alone


class Term(Record):
    """An allowed word: subject, product type, modality, measure, unit, property ..."""

    key = ("list", "position")
    list: Id
    id: Id
    position: Whole  # order within the list
    label: Text  # as printed in the source, where the source prints it
    broader: Optional  # id of a wider term; see BROADER in checks/links.py
    meaning: Text
    statements: "tuple[Statement, ...]" = ()
    remarks: "tuple[Remark, ...]" = ()

    @property
    def within(self) -> str:
        """The label within a sentence: its capital dropped unless it is an abbreviation."""
        label = self.label
        return label[0].lower() + label[1:] if label[1:2].islower() else label

    @property
    def leading(self) -> str:
        """The label at the head of a line."""
        return self.label[0].upper() + self.label[1:]


class Source(Record):
    """Who says so: a document a reader can look for."""

    id: Id
    kind: Annotated[str, Word("source-kind")]
    title: Text
    publisher: Text
    published: SomeDay
    identifier: Text  # notice number, doi:, PMID, NCT; or not-applicable
    url: Url | None  # where a reader may be sent
    copies: Optional  # where a copy was seen: shown, never linked
    statements: "tuple[Statement, ...]" = ()
    remarks: "tuple[Remark, ...]" = ()

    @property
    def path(self) -> str:
        """Its address: a fragment on the page of its kind."""
        return f"/sources/{self.kind}/#{self.id}"

    @property
    def name(self) -> str:
        """A short name for it: its publisher, or its title where none is known."""
        return self.title if self.publisher in MISSING_WORDS else self.publisher


class Statement(Record):
    """A value that the supplement does not give, with the one source it is taken from."""

    key = ("subject", "property", "value")
    subject: Annotated[str, Ref(("records",))]
    property: Annotated[str, Word("property")]
    value: Text
    lang: Lang
    source_id: Annotated[str, Ref(("sources",))]
    corroborated_by: Annotated[str | None, Ref(("sources",), many=True)]
    confidence: Annotated[str, Word("confidence")]
    source: Source | None = None
    corroborating: tuple[Source, ...] = ()

    @builtins.property  # the name stands for a column here
    def is_day(self) -> bool:
        """Whether the value is a day of the calendar."""
        return self.property in DATED


class Remark(Record):
    """A doubt, a disagreement or a context, shown next to the value it concerns."""

    may_be_empty = True
    id: Id
    subject: Annotated[str, Ref(("records",))]
    column: Text  # of the subject's own table, or a property
    kind: Annotated[str, Word("remark-kind")]
    text: Text
    source_id: Annotated[str, Ref(("sources",))]
    source: Source | None = None


class Scope(Record):
    """Which modality a guideline or product belongs to: editorial, with the words it rests on."""

    key = ("record_id", "modality")
    record_id: Annotated[str, Ref(("guidelines", "products"))]
    modality: Annotated[str, Word("modality")]
    basis: Text
    term: Term | None = None


class Exclusion(Record):
    """What readers look for here in vain, with the reason."""

    may_be_empty = True
    id: Id
    name: Text
    reason: Annotated[str, Word("exclusion-reason")]
    text: Text
    source_id: Annotated[str, Ref(("sources",))]
    confidence: Annotated[str, Word("confidence")]
    source: Source | None = None

    @property
    def path(self) -> str:
        """Its address: a fragment on the page of exclusions."""
        return f"/evidence/not-here/#{self.id}"


class GlossaryEntry(Record):
    """A term or abbreviation in our own words."""

    id: Id
    term: Text
    expansion: Optional
    meaning: Text
    see: Annotated[str | None, Ref(("glossary",), many=True)]

    @property
    def path(self) -> str:
        """Its address: a fragment on the page of its letter."""
        return gloss(self.id)


def gloss(id: str) -> str:
    """The address of a term of the glossary, on the page of the first letter of its id."""
    return f"/glossary/{id[0]}/#{id}"


class Guideline(Record):
    """A row of Supplementary Table 1."""

    id: Id
    subject: Annotated[str, Word("subject")]
    year: Whole
    title: Text  # as printed
    source_id: Annotated[str, Ref(("sources",))]
    source_table: Text
    source_row: Whole
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    scopes: tuple[Scope, ...] = ()
    note: str = ""

    @property
    def path(self) -> str:
        """Address of its page."""
        return f"/guidelines/{self.id}/"

    @property
    def trial_implementation(self) -> bool:
        """Whether the printed title says that it was issued for trial implementation."""
        return self.title.endswith("(Trial)")


class Holder(Record):
    """A marketing authorization holder, with its name as printed."""

    id: Id
    name: Text
    source_id: Annotated[str, Ref(("sources",))]
    source_table: Text
    source_row: Whole
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def path(self) -> str:
        """Address of its page."""
        return f"/holders/{self.id}/"


class Trial(Record):
    """A pivotal trial, with its code as printed. One trial may support several approvals."""

    id: Id
    code: Text
    source_id: Annotated[str, Ref(("sources",))]
    source_table: Text
    source_row: Whole
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Endpoint(Record):
    """One result of an efficacy cell. Numbers are kept with the digits of the source."""

    key = ("approval_id", "position")
    id: Id
    approval_id: Annotated[str, Ref(("approvals",))]
    position: Whole  # order within the cell
    measure: Annotated[str, Word("measure")]
    time_point: Annotated[str, Word("time-point", or_missing=True)]
    value: Published
    unit: Annotated[str, Word("unit", or_missing=True)]
    lower: Published
    upper: Published
    interval: Text  # confidence level, e.g. 95%, or not-reported
    printed: Text  # the words of the cell that say so
    remarks: tuple[Remark, ...] = ()

    @property
    def number(self) -> float | None:
        """The value as a number, for drawing; None where the source has none."""
        return float(self.value) if NUMBER.fullmatch(self.value) else None

    @property
    def has_interval(self) -> bool:
        """Whether the source prints an interval, with whatever bounds: not reached is one."""
        return not {self.lower, self.upper} <= set(MISSING_WORDS) - {"not-reached"}

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Lower and upper bound as numbers, if both are."""
        if NUMBER.fullmatch(self.lower) and NUMBER.fullmatch(self.upper):
            return float(self.lower), float(self.upper)
        return None


class Approval(Record):
    """A row of Supplementary Table 2: one approval of one product for one indication."""

    id: Id
    product_id: Annotated[str, Ref(("products",))]
    approved: Day
    date_printed: Text
    indication: Text
    disease: Annotated[str, Word("disease")]  # in words of the indication
    conditional: YesNo
    trial_id: Annotated[str, Ref(("trials",), or_missing=True)]
    trial: Text  # as printed, with cohort, phase and marks
    subjects: Count  # in the efficacy data analysis set
    efficacy: Text  # the cell as printed, joined where the source breaks it
    source_id: Annotated[str, Ref(("sources",))]
    source_table: Text
    source_row: Whole
    endpoints: tuple[Endpoint, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    pivotal: Trial | None = None
    note: str = ""

    @property
    def number_of_subjects(self) -> int | None:
        """Subjects in the efficacy data analysis set, if the source gives them."""
        return int(self.subjects) if self.subjects.isdecimal() else None

    @property
    def levels(self) -> list[str]:
        """The confidence levels of its intervals, each once."""
        return list(dict.fromkeys(end.interval for end in self.endpoints if end.has_interval))

    @property
    def anchor(self) -> str:
        """Fragment on the product's page."""
        return f"approval-{self.suffix}"

    def suffix_of(self, end: Endpoint) -> str:
        """The id of one of its endpoints, less that of the product."""
        return end.id.removeprefix(f"{self.product_id}-")

    @property
    def suffix(self) -> str:
        """Its id without that of its product: the date, and a word where that is not enough."""
        return self.id.removeprefix(f"{self.product_id}-")

    @property
    def all_remarks(self) -> tuple[Remark, ...]:
        """Remarks on the approval and on its endpoints; open questions first."""
        found = [*self.remarks, *(remark for end in self.endpoints for remark in end.remarks)]
        return tuple(sorted(found, key=lambda remark: remark.kind == "context"))


class Product(Record):
    """A product and its approvals, earliest first."""

    id: Id
    name: Text  # as printed
    type: Annotated[str, Word("type")]
    holder_id: Annotated[str, Ref(("holders",))]
    source_id: Annotated[str, Ref(("sources",))]
    source_table: Text
    source_row: Whole
    approvals: tuple[Approval, ...] = ()
    holder: Holder | None = None
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    scopes: tuple[Scope, ...] = ()
    note: str = ""

    @property
    def path(self) -> str:
        """Address of its page."""
        return f"/products/{self.id}/"


class Change(Record):
    """Why something changed from one edition to the next, told beside what was and what is."""

    key = ("edition", "subject", "column")
    may_be_empty = True
    edition: EditionId  # the first one with the change
    subject: Id  # the row that changed, or the record it belongs to; it may be gone
    column: Optional  # blank: all of it
    kind: Annotated[str, Word("change-kind")]
    text: Text


class Redirect(Record):
    """Where an address leads that was published once and is no more."""

    key = ("address",)
    may_be_empty = True
    address: Address
    to: Addresses | None  # blank: withdrawn; several: split
    edition: EditionId  # the first one without it
    reason: Text


class Edition(BaseModel):
    """data/catalogue.toml: what is true of this edition as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Text
    short_title: Text
    headline: Text  # at the head of the home page
    description: Text
    place: Text  # where the approvals hold, as sentences say it
    authors: Text  # who is cited as the author of the catalogue
    edition: EditionId
    supplement: Id  # in sources.csv: what the core tables are transcribed from
    article: Id  # in sources.csv: the paper it belongs to
    as_of: dt.date  # the data cut-off; nothing in the core tables may be later
    data_licence: Text
    data_licence_url: Url
    repository: Url | None = None  # where errors can be reported, if anywhere
    contact: Email | None = None  # where else they can be, if anywhere


TABLES: dict[str, type[Record]] = {
    "guidelines": Guideline,
    "products": Product,
    "approvals": Approval,
    "endpoints": Endpoint,
    "holders": Holder,
    "trials": Trial,
    "statements": Statement,
    "remarks": Remark,
    "scopes": Scope,
    "exclusions": Exclusion,
    "sources": Source,
    "terms": Term,
    "glossary": GlossaryEntry,
    "changes": Change,
    "redirects": Redirect,
}


LISTS = (  # of terms
    *("application-kind", "change-kind", "column", "conclusion", "confidence", "disease"),
    *("exclusion-reason", "group", "list", "measure", "missing", "modality", "property"),
    *("quantity", "remark-kind", "source-kind", "subject", "therapy-group", "therapy-subgroup"),
    *("time-point", "type", "unit"),
)


def columns(table: str) -> list[str]:
    """The columns of a table, in order."""
    return [name for name, field in TABLES[table].model_fields.items() if field.is_required()]
