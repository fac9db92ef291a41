"""Approvals, with the trials and the results that they rest on; columns of all core tables."""

from ...engine.columns import (
    MISSING_WORDS,
    Column,
    Count,
    Id,
    Parent,
    PartialDay,
    Printed,
    Reference,
    Text,
    Whole,
    Word,
    YesNoOrMissing,
)
from ...engine.dates import PartialDate
from ...engine.schema import Record, cell
from .events import AdverseEvent, Milestone, as_number
from .sources import Remark, Source, Statement, Term

STATUSES = ("conditional", "regular", "unknown")
IN_SUPPLEMENT = {
    "in_supplement": Column(
        "In the supplement", "Whether the row is one of the supplement.", kind="boolean"
    )
}


class Transcribed(Record, frozen=True, kw_only=True):
    """A row of the core tables: transcribed from the supplement, or put beside what it lists.

    Its last columns say where it is read from, and how sure it is: fields that are `kw_only` come
    after those of the classes that build on this one.
    """

    computed = IN_SUPPLEMENT
    source_id: str = cell(
        Reference,
        "Source",
        "Where the row is read from.",
        "supplement",
        to=("sources",),
        link="source",
    )
    source_table: str | None = cell(
        Text,
        "Table",
        "The table of that source, as headed there; blank if the source is not the supplement.",
        "Supplementary Table 2",
    )
    source_row: int | None = cell(
        Whole, "Row", "The row of that table, counted from 1 below its heading; or blank.", "12"
    )
    confidence: str | None = cell(
        Word, "Confidence", "How sure the row is; blank for one of the supplement.", of="confidence"
    )
    source: Source | None = None
    confidence_term: Term | None = None

    @property
    def in_supplement(self) -> bool:
        """Whether a linked row was transcribed from the supplement, and not put beside it."""
        return self.source is not None and self.source.kind == "supplement"


class Trial(Transcribed, frozen=True):
    """A row is a pivotal trial, on which one or more approvals rest."""

    name_column = "code"
    part = "trial-{0.id}"
    may_be_empty = True
    id: str = cell(Id, "Name", "The code in lower-case, with hyphens; permanent.", "toy-001")
    code: str = cell(Text, "Code", "The code as printed.", "TOY-001")
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Endpoint(Record, frozen=True):
    """A row is one result of the efficacy cell of an approval."""

    key = ("approval_id", "position")
    order = ("position",)
    name_column = "id"
    may_be_empty = True
    part = "{0.id}"
    id: str = cell(
        Id, "Name", "The approval, measure and time; permanent.", "toycel-2025-03-01-orr-month-3"
    )
    approval_id: str = cell(
        Parent, "Approval", "Whose efficacy cell this is.", "toycel-2025-03-01", to=("approvals",)
    )
    position: int = cell(Whole, "Position", "Its place within the cell, counted from 1.", "1")
    measure: str = cell(Word, "Measure", "What was measured.", "orr", of="measure")
    time_point: str = cell(
        Word, "Time", "When, or a word for missing.", "month-3", of="time-point", or_missing=True
    )
    value: str = cell(Printed, "Value", "As printed (63.0), NA, or a word for missing.", "50.0")
    unit: str = cell(
        Word, "Unit", "Its unit, or a word for missing.", "percent", of="unit", or_missing=True
    )
    lower: str = cell(Printed, "Lower bound", "As printed, NA, or a word for missing.", "33.80")
    upper: str = cell(Printed, "Upper bound", "As printed, NA, or a word for missing.", "66.20")
    interval: str = cell(Text, "Level", "The confidence level; not-reported without bounds.", "95%")
    printed: str = cell(
        Text,
        "Printed",
        "The piece of the efficacy cell that says so, letter by letter.",
        "ORR at 3 month 50.0 (33.80, 66.20)",
    )
    remarks: tuple[Remark, ...] = ()
    measure_term: Term | None = None
    time_point_term: Term | None = None
    unit_term: Term | None = None

    @property
    def number(self) -> float | None:
        """The value as a number, for drawing; None where the source has none."""
        return as_number(self.value)

    @property
    def has_interval(self) -> bool:
        """Whether the source prints an interval, with whatever bounds: not reached is one."""
        return not {self.lower, self.upper} <= set(MISSING_WORDS) - {"not-reached"}

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Lower and upper bound as numbers, if both are."""
        lower, upper = as_number(self.lower), as_number(self.upper)
        return None if lower is None or upper is None else (lower, upper)


class Approval(Transcribed, frozen=True):
    """A row is one approval of one product, for one indication."""

    order = ("is_undated", "approved")
    page = "/products/{0.product_id}/#{0.anchor}"
    name_column = "id"
    computed = IN_SUPPLEMENT | {
        "status": Column("Status", "conditional, regular, or unknown.", words=STATUSES)
    }
    id: str = cell(Id, "Name", "The product, a hyphen, the date; permanent.", "toycel-2025-03-01")
    product_id: str = cell(Parent, "Product", "What was approved.", "toycel", to=("products",))
    approved: PartialDate = cell(
        PartialDay,
        "Approved",
        "The day, month, quarter or year, written 2021-06-22, 2003-10, 2025-Q3 or 2003, or a word"
        " for missing.",
        "2025-03-01",
    )
    date_printed: str = cell(Text, "Date as printed", "As the source prints it.", "2025/3/1")
    indication: str = cell(
        Text,
        "Indication",
        "Approved for whom, exactly as printed; beyond the supplement in our words.",
        "Adults with multiple myeloma",
    )
    disease: str = cell(
        Word, "Disease", "A word whose label the indication has.", "multiple-myeloma", of="disease"
    )
    conditional: bool | None = cell(
        YesNoOrMissing,
        "Conditional",
        "yes, no if it is regular, or a word for missing if it is not known.",
        "yes",
    )
    trial_id: str = cell(
        Reference,
        "Trial",
        "The id of its pivotal trial; not-applicable if it has none.",
        "toy-001",
        to=("trials",),
        or_missing=True,
        link="pivotal",
        shows=True,
    )
    trial: str = cell(
        Text,
        "Trial as printed",
        "The cell as printed, with cohort, phase and marks; not-reported if empty.",
        "TOY-001",
    )
    subjects: str = cell(Count, "Subjects", "In the efficacy analysis; not-reported if none.", "40")
    efficacy: str = cell(
        Text,
        "Efficacy",
        "The whole cell as printed, on one line; not-reported if empty.",
        "ORR at 3 month 50.0 (33.80, 66.20)",
    )
    endpoints: tuple[Endpoint, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    safety: tuple[AdverseEvent, ...] = ()
    pivotal: Trial | None = None
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    disease_term: Term | None = None
    note: str = ""

    @property
    def is_undated(self) -> bool:
        """Whether nothing is known of when it was approved."""
        return self.approved.year is None

    @property
    def status(self) -> str:
        """Which kind of approval it is: one of STATUSES."""
        return {True: "conditional", False: "regular", None: "unknown"}[self.conditional]

    @property
    def number_of_subjects(self) -> int | None:
        """Subjects in the efficacy analysis, if the source gives them."""
        return int(self.subjects) if self.subjects.isdecimal() else None

    @property
    def levels(self) -> list[str]:
        """The confidence levels of its intervals, each once."""
        return list(dict.fromkeys(end.interval for end in self.endpoints if end.has_interval))

    @property
    def suffix(self) -> str:
        """Its id without that of its product: the date, and a word where that is not enough."""
        return self.id.removeprefix(f"{self.product_id}-")

    @property
    def anchor(self) -> str:
        """Its place on the page of its product."""
        return f"approval-{self.suffix}"

    def suffix_of(self, end: Endpoint) -> str:
        """The id of one of its endpoints, without that of the product."""
        return end.id.removeprefix(f"{self.product_id}-")

    @property
    def all_remarks(self) -> tuple[Remark, ...]:
        """Remarks on the approval and on its endpoints; open questions first."""
        remarks = [*self.remarks, *(remark for end in self.endpoints for remark in end.remarks)]
        return tuple(sorted(remarks, key=lambda remark: not remark.is_open))
