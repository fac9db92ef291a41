"""Technical guidelines."""

from typing import Annotated

from ...engine.columns import Id, Text, Whole, Word
from ...engine.schema import Record
from .evidence import ReadFrom, Remark, Scope, SourceRow, SourceTable, Statement, Term


class Guideline(Record, frozen=True):
    """A row is a technical guideline: one row of Supplementary Table 1."""

    page = "/guidelines/{0.id}/"
    name_column = "title"
    id: Annotated[
        str,
        Id("Name", "The address of its page: lower-case words with hyphens, without a year;"
           " permanent.", "toy-cells-making"),
    ]  # fmt: skip
    subject: Annotated[str, Word("Subject", "What the guideline is about.", "cmc", of="subject")]
    year: Annotated[
        int,
        Whole("Year", "The year as printed, such as 2021; a day goes into statements as issued.",
              "2024"),
    ]  # fmt: skip
    title: Annotated[
        str,
        Text("Title", "The title in English, exactly as printed.",
             "Guideline for Toy Cells (Trial)"),
    ]  # fmt: skip
    source_id: ReadFrom
    source_table: SourceTable
    source_row: SourceRow
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    scopes: tuple[Scope, ...] = ()
    subject_term: Term | None = None
    note: str = ""

    @property
    def trial_implementation(self) -> bool:
        """Whether the printed title says that it was issued for trial implementation."""
        return self.title.endswith("(Trial)")

    @property
    def issued(self) -> str | None:
        """The day of issue, if a statement gives one, as 2021-06-22."""
        return next((one.value for one in self.statements if one.property == "issued"), None)
