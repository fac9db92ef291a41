"""What the catalogue is made of: one frozen record per table, one field per column, in order.

A field without a default is a column. A field with a default is a link, filled in by `linked`
when the tables are joined, so that a page reads `product.approvals` and `approval.endpoints`.
"""

import builtins
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

NUMBER = re.compile(r"\d+(\.\d+)?")
MISSING_WORDS = ("not-reported", "not-reached", "not-applicable", "not-yet-curated")
DATED = ("issued", "posted", "in-force", "announced")  # properties whose value is a day


@dataclass(frozen=True)
class Ref:
    """Marks a column that holds the id of a record in one of `tables`, or several ids by blanks."""

    tables: tuple[str, ...]
    or_missing: bool = False  # a missing-value word may stand instead
    many: bool = False


@dataclass(frozen=True)
class Word:
    """Marks a column that holds a word of that list in terms.csv."""

    list: str
    or_missing: bool = False


def _id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or not re.search("[a-z]", text):
        raise ValueError("not a lower-case word of letters, digits and single hyphens")
    if len(text) > 100:
        raise ValueError("longer than 100 characters")
    if re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d|index", text):
        raise ValueError("a name that file systems reserve")
    return text


def _day(text: object) -> object:
    if isinstance(text, str):
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError("not a date like 2021-06-22")
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise ValueError("not a day of the calendar") from None
    return text


def _some_day(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        _day(text)
    elif text not in MISSING_WORDS and not re.fullmatch(r"[12]\d{3}(-(0[1-9]|1[0-2]))?", text):
        raise ValueError("not a date like 2021-06-22, 2021-06 or 2021, nor a word for missing")
    return text


def _yes(text: object) -> object:
    if isinstance(text, bool):
        return text
    if text not in ("yes", "no"):
        raise ValueError("not yes or no")
    return text == "yes"


def _whole(text: object) -> object:
    if isinstance(text, str) and not re.fullmatch(r"[1-9]\d{0,8}", text):
        raise ValueError("not a whole number above 0")
    return text


def _published(text: str) -> str:
    if text != "NA" and text not in MISSING_WORDS and not NUMBER.fullmatch(text):
        raise ValueError("not a number as printed, NA, or a word for missing")
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[\w.-]+\.[a-z]{2,}(:\d+)?(/[^\s<>\"']*)?", text):
        raise ValueError("not an address like https://example.org/page")
    return text


def _lang(text: str) -> str:
    if text not in ("en", "zh-Hans", "und"):
        raise ValueError("not en, zh-Hans or und")
    return text


Id = Annotated[str, AfterValidator(_id)]
Text = Annotated[str, Field(min_length=1)]
Optional = Text | None
Day = Annotated[dt.date, BeforeValidator(_day)]
SomeDay = Annotated[str, AfterValidator(_some_day)]  # as far as it is known: day, month or year
YesNo = Annotated[bool, BeforeValidator(_yes)]
Whole = Annotated[int, BeforeValidator(_whole)]
Published = Annotated[str, AfterValidator(_published)]  # a number with the digits of the source
Url = Annotated[str, AfterValidator(_url)]
Lang = Annotated[str, AfterValidator(_lang)]


class Record(BaseModel):
    """Settings shared by the records; `key` names the columns that identify and sort a row."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: ClassVar[tuple[str, ...]] = ("id",)


class Term(Record):
    """An allowed word: subject, product type, modality, measure, unit, property ..."""

    key = ("list", "position")
    list: Id
    id: Id
    position: Whole  # order within the list
    label: Text  # as printed in the source, where the source prints it
    broader: Optional  # id of a wider term; see BROADER in checks.py
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


class GlossaryEntry(Record):
    """A term or abbreviation in our own words."""

    id: Id
    term: Text
    expansion: Optional
    meaning: Text
    see: Annotated[str | None, Ref(("glossary",), many=True)]


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
        """Whether the source prints an interval, with whatever bounds."""
        return not {self.lower, self.upper} <= set(MISSING_WORDS)

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
    subjects: Published  # in the efficacy data analysis set
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
        return "approval-" + self.id.removeprefix(f"{self.product_id}-")

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


class Edition(BaseModel):
    """data/catalogue.toml: what is true of this edition as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Text
    short_title: Text
    description: Text
    edition: Text
    supplement: Id  # in sources.csv: what the core tables are transcribed from
    article: Id  # in sources.csv: the paper it belongs to
    as_of: dt.date  # the data cut-off; nothing in the core tables may be later
    data_licence: Text
    data_licence_url: Url
    repository: Url | None = None  # where errors can be reported, if anywhere
    contact: Text | None = None  # an e-mail address, if there is one


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
    "sources": Source,
    "terms": Term,
    "glossary": GlossaryEntry,
}


def columns(table: str) -> list[str]:
    """The columns of a table, in order."""
    return [name for name, field in TABLES[table].model_fields.items() if field.is_required()]


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
    applications: tuple[Any, ...] = ()  # of applications.py, if the workbook is there

    @property
    def approvals(self) -> list[tuple[Product, Approval]]:
        """Every approval with its product, earliest first."""
        pairs = [(product, approval) for product in self.products for approval in product.approvals]
        return sorted(pairs, key=lambda pair: (pair[1].approved, pair[1].source_row))

    @property
    def years(self) -> list[int]:
        """Every year in which a guideline was issued or a product approved."""
        approved = {approval.approved.year for _, approval in self.approvals}
        return sorted(approved | {guideline.year for guideline in self.guidelines})

    @property
    def groups(self) -> dict[str, str]:
        """The therapy group of each modality, for its colour and mark; `general` if it has none."""
        found = {}
        for id in self.terms["modality"]:
            line = [term.id for term in self.modality_line(id)]
            found[id] = next((id for id in line[::-1] if id in self.terms["group"]), "general")
        return found

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
    applications: tuple[Any, ...] = (),
) -> Catalogue:
    """Join checked records into a catalogue: children to parents, sources to what cites them."""
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

    terms: dict[str, dict[str, Term]] = defaultdict(dict)
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
        terms=dict(terms),
        glossary=tuple(sorted(rows["glossary"], key=lambda row: str(row.term).casefold())),
        statements=statements,
        remarks=remarks,
        applications=applications,
    )


def _with(record: Any, **links: Any) -> Any:
    return record.model_copy(update=links)


def _by(records: Iterable[Any], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, column)].append(record)
    return groups
