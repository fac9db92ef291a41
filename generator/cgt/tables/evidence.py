"""Who says so: sources, values and remarks from them, and words to say them in."""

import builtins
from typing import Annotated

from ...engine.columns import (
    MISSING_WORDS,
    Id,
    Language,
    Parent,
    PartialDay,
    Reference,
    References,
    Text,
    Texts,
    Url,
    Whole,
    Word,
)
from ...engine.schema import Record

DATED = ("issued", "posted", "in-force", "announced")  # properties whose value is a day

SourceId = Annotated[
    str,
    Reference(
        "Source", "The id of the source that the row rests on.", "toy-notice-7",
        to=("sources",), link="source",
    ),
]  # fmt: skip
ReadFrom = Annotated[
    str,
    Reference(
        "Source", "The id of the source that the row is read from.", "supplement", to=("sources",)
    ),
]
SourceTable = Annotated[
    str,
    Text("Table", "The table of that source, as it is headed there.", "Supplementary Table 2"),
]
SourceRow = Annotated[
    int,
    Whole("Row", "The number of the row in that table, counted from 1 below the heading.", "12"),
]
Confidence = Annotated[
    str,
    Word("Confidence", "How sure it is: confirmed, one-good-source or weak.", "one-good-source",
         of="confidence"),
]  # fmt: skip


class Statement(Record, frozen=True):
    """A row is a value that the core tables do not give, with the source that does."""

    key = ("subject", "property", "value")
    subject: Annotated[
        str,
        Parent("About", "The id of the row that the value belongs to, of any table with ids.",
               "toycel"),
    ]  # fmt: skip
    property: Annotated[
        str, Word("Property", "What the value says of it.", "name-zh", of="property")
    ]
    value: Annotated[
        str, Text("Value", "The value as its source gives it; days are written 2021-06-22.",
                  "玩具仑赛注射液")
    ]  # fmt: skip
    lang: Annotated[
        str,
        Language("Language", "The language of the value: en, zh-Hans for Chinese, und for names and"
                 " numbers.", "zh-Hans"),
    ]  # fmt: skip
    source_id: SourceId
    corroborated_by: Annotated[
        str | None,
        References(
            "Also said by",
            "Ids of further sources that say the same, with blanks between; blank if there are"
            " none.",
            to=("sources",), link="corroborating",
        ),
    ]  # fmt: skip
    confidence: Confidence
    source: "Source | None" = None
    corroborating: "tuple[Source, ...]" = ()
    property_term: "Term | None" = None
    confidence_term: "Term | None" = None

    @builtins.property  # in this class the name is that of a column
    def is_day(self) -> bool:
        """Whether the value is a day of the calendar."""
        return self.property in DATED


class Remark(Record, frozen=True):
    """A row is a doubt, a disagreement of sources or a context, shown beside a value."""

    may_be_empty = True
    id: Annotated[
        str,
        Id("Name", "A name for the remark: lower-case words with hyphens; permanent.",
           "toycel-name"),
    ]  # fmt: skip
    subject: Annotated[
        str,
        Parent("About", "The id of the row that the remark is about, of any table with ids.",
               "toycel"),
    ]  # fmt: skip
    column: Annotated[
        str,
        Text("Column", "The column of that row, or the property of a statement, where it is shown.",
             "name", internal=True),
    ]  # fmt: skip
    kind: Annotated[str, Word("Kind", "Why there is a remark.", "misprint", of="remark-kind")]
    text: Annotated[
        str,
        Text("Text", "The remark in our own words, naming both sides neutrally.",
             "The supplement gives Toycel; the notice gives Toicel."),
    ]  # fmt: skip
    source_id: SourceId
    source: "Source | None" = None
    kind_term: "Term | None" = None

    @property
    def is_open(self) -> bool:
        """Whether it is an open question, and not for context alone."""
        return self.kind != "context"


class Source(Record, frozen=True):
    """A row is a document that says something the catalogue shows."""

    page = "/sources/{0.kind}/#{0.id}"
    name_column = "title"
    id: Annotated[
        str,
        Id("Name", "A name for the document: lower-case words, often publisher and date;"
           " permanent.", "toy-notice-7"),
    ]  # fmt: skip
    kind: Annotated[str, Word("Kind", "What kind of document it is.", "notice", of="source-kind")]
    title: Annotated[
        str, Text("Title", "Its title, or a few words that describe it.", "Notice 2025 No. 7")
    ]
    publisher: Annotated[str, Text("Publisher", "Who published it, or a word for missing.", "NMPA")]
    published: Annotated[
        str,
        PartialDay("Published", "The date as far as it is known (2021-06-22, 2021-06 or 2021), or a"
                   " word for missing.", "2025-03-05"),
    ]  # fmt: skip
    identifier: Annotated[
        str,
        Text("Identifier", "A notice number, doi:, PMID or NCT number; not-applicable if it has"
             " none.", "2025年第7号"),
    ]  # fmt: skip
    url: Annotated[
        str | None,
        Url("Address", "Where readers may be sent, with https:// or http://; blank if nowhere.",
            "https://example.org/7"),
    ]  # fmt: skip
    copies: Annotated[
        str | None,
        Texts("Copies", "Addresses where a copy was seen, with blanks between, shown and not"
              " linked; may be blank."),
    ]  # fmt: skip
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    kind_term: "Term | None" = None

    @property
    def short_name(self) -> str:
        """Its publisher, or its title where none is known."""
        return self.title if self.publisher in MISSING_WORDS else self.publisher


class Term(Record, frozen=True):
    """A row is an allowed word of a list, such as a unit or a kind of product."""

    key = ("list", "position")
    identity = ("list", "id")
    name_column = "label"
    list: Annotated[
        str, Id("List", "The list that the word belongs to, such as unit or measure.", "unit")
    ]
    id: Annotated[
        str,
        Id("Word", "The word itself, as other tables use it: lower-case, with hyphens; permanent.",
           "toys-per-year"),
    ]  # fmt: skip
    position: Annotated[int, Whole("Position", "The order within the list, counted from 1.", "9")]
    label: Annotated[
        str,
        Text("Label", "How pages show the word, as printed where the source prints it.",
             "toys/year"),
    ]  # fmt: skip
    broader: Annotated[
        str | None,
        Text("Wider term", "The id of the wider term, such as the kind of therapy of a type; of a"
             " property the tables whose rows have it; several with blanks between; blank if the"
             " list has none."),
    ]  # fmt: skip
    meaning: Annotated[
        str, Text("Meaning", "What the word means, in a sentence.", "Toys in a year.")
    ]
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def path(self) -> str:
        """The page of its kind, if it has one."""
        return f"/{PAGES[self.list]}/{self.id}/" if self.list in PAGES else ""

    @property
    def within(self) -> str:
        """The label within a sentence: its capital dropped unless it is an abbreviation."""
        label = self.label
        return label[0].lower() + label[1:] if label[1:2].islower() else label

    @property
    def leading(self) -> str:
        """The label at the head of a line."""
        return self.label[0].upper() + self.label[1:]


PAGES = {"subject": "subjects", "modality": "modalities", "type": "types", "disease": "diseases"}


class Scope(Record, frozen=True):
    """A row says which kind of therapy a guideline or product belongs to, and why."""

    key = ("record_id", "modality")
    record_id: Annotated[
        str,
        Parent("Record", "The id of a guideline or product.", "toycel",
               to=("guidelines", "products")),
    ]  # fmt: skip
    modality: Annotated[
        str,
        Word("Kind of therapy", "Its kind of therapy: ours, not the source's.", "car-t",
             of="modality"),
    ]  # fmt: skip
    basis: Annotated[
        str, Text("Basis", "The printed words that this rests on.", "type: CD19 CAR-T")
    ]
    modality_term: Term | None = None
