"""Guidelines, products and their holders: what the catalogue is of, and what it is not of."""

from ...engine.columns import Id, Parent, PartialDay, Reference, Text, Whole, Word
from ...engine.dates import PartialDate, partial_date
from ...engine.schema import Record, cell
from .approvals import IN_SUPPLEMENT, Approval, Transcribed
from .events import Milestone
from .sources import CONFIDENCE, SOURCE, Remark, Source, Statement, Term
from .words import Alias, chinese

NAME_PRINTED = cell(
    Text, "Name as printed", "As the source has it, misprints too; blank if that is the name."
)


class Scope(Record, frozen=True):
    """A row says which kind of therapy a guideline or product belongs to, and why."""

    key = ("record_id", "modality")
    record_id: str = cell(
        Parent, "Record", "A guideline or product.", "toycel", to=("guidelines", "products")
    )
    modality: str = cell(
        Word,
        "Kind of therapy",
        "Its kind of therapy, in our words, not the source's.",
        "car-t",
        of="modality",
    )
    basis: str = cell(
        Text,
        "Basis",
        "What this rests on: printed words, a statement, or a part.",
        "type: CD19 CAR-T",
    )
    modality_term: Term | None = None


class Guideline(Transcribed, frozen=True):
    """A row is a technical guideline, or another document that guides development."""

    page = "/guidelines/{0.id}/"
    name_column = "title"
    may_be_empty = True
    computed = IN_SUPPLEMENT | {
        "issued": PartialDay("Issued", "When it was issued, as exactly as a source says.")
    }
    id: str = cell(Id, "Name", "Its address, without a year; permanent.", "toy-cells-making")
    subject: str = cell(Word, "Subject", "What the guideline is about.", "cmc", of="subject")
    year: int = cell(Whole, "Year", "As printed; its day goes into statements as issued.", "2024")
    status: str | None = cell(
        Word,
        "Status",
        "What it is if it is no guideline that was issued, such as draft or rule; or blank.",
        of="status",
    )
    title: str = cell(
        Text,
        "Title",
        "In English, as printed; in Chinese where no source prints an English one.",
        "Guideline for Toy Cells (Trial)",
    )
    aliases: tuple[Alias, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    scopes: tuple[Scope, ...] = ()
    subject_term: Term | None = None
    status_term: Term | None = None
    note: str = ""
    main_title: str = ""  # in the main language, where the title is an official one in another

    @property
    def trial_implementation(self) -> bool:
        """Whether the printed title says that it was issued for trial implementation."""
        titles = [self.main_title or self.title]
        if not self.in_supplement:
            titles += [one.value for one in self.statements if one.property == "title-zh"]
        return any(title.rstrip("》").endswith(("(Trial)", "（试行）")) for title in titles)

    @property
    def issued(self) -> PartialDate:
        """When it was issued, as exactly as a statement gives it within its year."""
        given = [one.value for one in self.statements if one.property == "issued"]
        own = [value for value in given if value.startswith(str(self.year))]
        return partial_date(own[0] if own else str(self.year))

    @property
    def days(self) -> dict[str, str]:
        """The days that statements give, as 2021-06-22, by property."""
        return {one.property: one.value for one in self.statements if one.is_day}


class Holder(Transcribed, frozen=True):
    """A row is a company that the source gives as marketing authorization holder or owner."""

    page = "/holders/{0.id}/"
    id: str = cell(Id, "Name", "Its address: lower-case words; permanent.", "example-toys")
    name: str = cell(
        Text,
        "Holder",
        "As printed; if that is misprinted, as a statement gives it.",
        "Example Toys",
    )
    name_printed: str | None = NAME_PRINTED
    aliases: tuple[Alias, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    main_title: str = ""  # as above


class Product(Transcribed, frozen=True):
    """A row is a product with at least one approval."""

    page = "/products/{0.id}/"
    id: str = cell(
        Id,
        "Name",
        "Its address: the generic name, or where none is known another, lower-case; permanent.",
        "toycel",
    )
    name: str = cell(
        Text, "Product", "As printed; if that is misprinted, as a statement gives it.", "Toycel"
    )
    name_printed: str | None = NAME_PRINTED
    type: str = cell(Word, "Type", "The kind of product.", "cd19-car-t", of="type")
    holder_id: str = cell(
        Reference,
        "Holder",
        "The id of its holder; beyond the supplement, of the company that a source names.",
        "example-toys",
        to=("holders",),
        link="holder",
        shows=True,
    )
    approvals: tuple[Approval, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    holder: Holder | None = None
    aliases: tuple[Alias, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    scopes: tuple[Scope, ...] = ()
    type_term: Term | None = None
    note: str = ""
    main_title: str = ""  # in the main language, where the title is an official one in another


class Exclusion(Record, frozen=True):
    """A row is something that readers look for here in vain, with the reason."""

    page = "/evidence/not-here/#{0.id}"
    may_be_empty = True
    id: str = cell(Id, "Name", "A name: lower-case words; permanent.", "toyball")
    name: str = cell(Text, "Name", "What readers look for.", "Toyball")
    reason: str = cell(Word, "Reason", "Why not here.", "under-review", of="exclusion-reason")
    text: str = cell(Text, "Text", "The reason in a sentence or two.", "Accepted on 3 July 2025.")
    source_id: str = SOURCE
    confidence: str = CONFIDENCE
    name_zh: str | None = chinese("name")
    text_zh: str | None = chinese("text")
    main_title: str = ""  # in the main language, where this is another one
    aliases: tuple[Alias, ...] = ()
    source: Source | None = None
    confidence_term: Term | None = None
