"""Products, their approvals, and the results these rest on."""

import datetime as dt
from typing import Annotated

from ...engine.columns import (
    MISSING_WORDS,
    NUMBER,
    Count,
    Day,
    Id,
    Parent,
    Printed,
    Reference,
    Text,
    Whole,
    Word,
    YesNo,
)
from ...engine.schema import Record
from .evidence import ReadFrom, Remark, Scope, SourceRow, SourceTable, Statement, Term


class Holder(Record, frozen=True):
    """A row is a marketing authorization holder, the company that holds an approval."""

    page = "/holders/{0.id}/"
    id: Annotated[
        str,
        Id("Name", "The address of its page: lower-case words with hyphens; permanent.",
           "example-toys"),
    ]  # fmt: skip
    name: Annotated[
        str, Text("Holder", "The name exactly as printed, misprints too.", "Exampletoys")
    ]
    source_id: ReadFrom
    source_table: SourceTable
    source_row: SourceRow
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Trial(Record, frozen=True):
    """A row is a pivotal trial, on which one or more approvals rest."""

    name_column = "code"
    part = "trial-{0.id}"
    id: Annotated[
        str,
        Id("Name", "The code of the trial in lower-case letters, digits and hyphens; permanent.",
           "toy-001"),
    ]  # fmt: skip
    code: Annotated[str, Text("Code", "The code exactly as printed.", "TOY-001")]
    source_id: ReadFrom
    source_table: SourceTable
    source_row: SourceRow
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Endpoint(Record, frozen=True):
    """A row is one result of the efficacy cell of an approval."""

    key = ("approval_id", "position")
    order = ("position",)
    name_column = "id"
    part = "{0.id}"
    id: Annotated[
        str,
        Id("Name", "The id of the approval, a measure and a time; permanent.",
           "toycel-2025-03-01-orr-month-3"),
    ]  # fmt: skip
    approval_id: Annotated[
        str,
        Parent("Approval", "The id of the approval whose efficacy cell this is.",
               "toycel-2025-03-01", to=("approvals",)),
    ]  # fmt: skip
    position: Annotated[
        int, Whole("Position", "The place of this result within the cell, counted from 1.", "1")
    ]
    measure: Annotated[str, Word("Measure", "What was measured.", "orr", of="measure")]
    time_point: Annotated[
        str, Word("Time", "When it was measured.", "month-3", of="time-point", or_missing=True)
    ]
    value: Annotated[
        str,
        Printed("Value", "The number with the digits as printed (63.0), NA if NA is printed, or a"
                " word for missing.", "50.0"),
    ]  # fmt: skip
    unit: Annotated[str, Word("Unit", "Its unit.", "percent", of="unit", or_missing=True)]
    lower: Annotated[
        str,
        Printed("Lower bound", "The lower bound with the digits as printed, NA, or a word for"
                " missing.", "33.80"),
    ]  # fmt: skip
    upper: Annotated[
        str,
        Printed("Upper bound", "The upper bound with the digits as printed, NA, or a word for"
                " missing.", "66.20"),
    ]  # fmt: skip
    interval: Annotated[
        str,
        Text("Level", "The confidence level of the bounds, such as 95%; not-reported without"
             " bounds.", "95%"),
    ]  # fmt: skip
    printed: Annotated[
        str,
        Text("Printed", "The piece of the efficacy cell that says so, letter by letter.",
             "ORR at 3 month 50.0 (33.80, 66.20)"),
    ]  # fmt: skip
    remarks: tuple[Remark, ...] = ()
    measure_term: Term | None = None
    time_point_term: Term | None = None
    unit_term: Term | None = None

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


class Approval(Record, frozen=True):
    """A row is one approval of one product: one row of Supplementary Table 2."""

    order = ("approved",)
    page = "/products/{0.product_id}/#{0.anchor}"
    name_column = "id"
    id: Annotated[
        str,
        Id("Name", "The id of the product, a hyphen and the date; permanent.",
           "toycel-2025-03-01"),
    ]  # fmt: skip
    product_id: Annotated[
        str,
        Parent("Product", "The id of the product that was approved.", "toycel", to=("products",)),
    ]
    approved: Annotated[
        dt.date, Day("Approved", "The day of the approval, written 2021-06-22.", "2025-03-01")
    ]
    date_printed: Annotated[
        str, Text("Date as printed", "The same day exactly as the source prints it.", "2025/3/1")
    ]
    indication: Annotated[
        str,
        Text("Indication", "The disease and patients approved for, exactly as printed.",
             "Adults with multiple myeloma"),
    ]  # fmt: skip
    disease: Annotated[
        str,
        Word("Disease", "The disease: a word whose label is part of the indication.",
             "multiple-myeloma", of="disease"),
    ]  # fmt: skip
    conditional: Annotated[
        bool,
        YesNo("Conditional", "yes if the approval is conditional, no if it is regular.", "yes"),
    ]
    trial_id: Annotated[
        str,
        Reference("Trial", "The id of its pivotal trial; not-applicable if it has none.", "toy-001",
                  to=("trials",), or_missing=True, link="pivotal", shows=True),
    ]  # fmt: skip
    trial: Annotated[
        str,
        Text("Trial as printed", "The trial cell as printed, with cohort, phase and marks;"
             " not-reported if empty.", "TOY-001"),
    ]  # fmt: skip
    subjects: Annotated[
        str,
        Count("Subjects", "Subjects in the efficacy analysis, a whole number; not-reported if none"
              " is.", "40"),
    ]  # fmt: skip
    efficacy: Annotated[
        str,
        Text("Efficacy", "The whole efficacy cell as printed, on one line; not-reported if it is"
             " empty.", "ORR at 3 month 50.0 (33.80, 66.20)"),
    ]  # fmt: skip
    source_id: ReadFrom
    source_table: SourceTable
    source_row: SourceRow
    endpoints: tuple[Endpoint, ...] = ()
    pivotal: Trial | None = None
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    disease_term: Term | None = None
    note: str = ""

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


class Product(Record, frozen=True):
    """A row is a product with at least one approval."""

    page = "/products/{0.id}/"
    id: Annotated[
        str,
        Id("Name", "The address of its page: the generic name in lower-case words; permanent.",
           "toycel"),
    ]  # fmt: skip
    name: Annotated[
        str, Text("Product", "The name exactly as printed, misprints too.", "Toycel injection")
    ]
    type: Annotated[str, Word("Type", "The kind of product.", "cd19-car-t", of="type")]
    holder_id: Annotated[
        str,
        Reference("Holder", "The id of its marketing authorization holder.", "example-toys",
                  to=("holders",), link="holder", shows=True),
    ]  # fmt: skip
    source_id: ReadFrom
    source_table: SourceTable
    source_row: SourceRow
    approvals: tuple[Approval, ...] = ()
    holder: Holder | None = None
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    scopes: tuple[Scope, ...] = ()
    type_term: Term | None = None
    note: str = ""
