"""Who says so: sources, values and remarks from them, and words to say them in."""

import builtins
from urllib.parse import quote

from ...engine.columns import (
    MISSING_WORDS,
    Id,
    LanguageCode,
    Link,
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
from ...engine.dates import PartialDate
from ...engine.schema import Record, cell
from .words import Alias, chinese

DATED = ("issued", "posted", "in-force")  # properties whose value is a day
OFFICIAL = ("official-text", "official-notice", "official-listing")  # named; its source leads to it

ANSWERS = ("conditional", "subjects", "value", "lower", "upper")  # of approvals and endpoints

SOURCE = cell(
    Reference,
    "Source",
    "The id of the source that the row rests on.",
    "toy-notice-7",
    to=("sources",),
    link="source",
)
CONFIDENCE = cell(
    Word,
    "Confidence",
    "How sure it is: confirmed, one-good-source or weak.",
    "one-good-source",
    of="confidence",
)


class Sourced(Record, frozen=True, kw_only=True):
    """A row that rests on a source; these columns come after its own, being `kw_only`."""

    source_id: str = SOURCE
    corroborated_by: str | None = cell(
        References,
        "Also said by",
        "Ids of further sources that say the same, with blanks between; blank if there are none.",
        to=("sources",),
        link="corroborating",
    )
    confidence: str = CONFIDENCE
    source: "Source | None" = None
    corroborating: "tuple[Source, ...]" = ()
    confidence_term: "Term | None" = None


class Statement(Sourced, frozen=True):
    """A row is a value beside the core tables, or one of theirs that another source gives too."""

    key = ("subject", "property", "value")
    may_be_empty = True
    subject: str = cell(Parent, "About", "The row it belongs to, of any table with ids.", "toycel")
    property: str = cell(Word, "Property", "What the value says of it.", "name-zh", of="property")
    value: str = cell(
        Text,
        "Value",
        "As its source gives it; a value that is a day as 2021-06-22.",
        "玩具仑赛注射液",
    )
    lang: str = cell(
        LanguageCode,
        "Language",
        "The language of the value: en, zh-Hans for Chinese, und for names and numbers.",
        "zh-Hans",
    )
    property_term: "Term | None" = None

    @builtins.property  # in this class the name is that of a column
    def is_day(self) -> bool:
        """Whether the value is a day of the calendar."""
        return self.property in DATED

    @builtins.property
    def is_official(self) -> bool:
        """Whether the value names a document that can be read at the address of its source."""
        return self.property in OFFICIAL

    @builtins.property
    def address(self) -> str:
        """Where the register that it is a number of has it; '' if there is no such address."""
        pattern = self.property_term.link if self.property_term else None
        return pattern.replace("{}", quote(self.value, safe="")) if pattern else ""


class Remark(Record, frozen=True):
    """A row is a doubt, a disagreement of sources or a context, shown beside a value."""

    may_be_empty = True
    id: str = cell(Id, "Name", "A name: lower-case words; permanent.", "toycel-name")
    subject: str = cell(Parent, "About", "The row it is about, of any table with ids.", "toycel")
    column: str = cell(
        Text,
        "Column",
        "The column of that row, or the property of a statement on it, beside which it is shown.",
        "name",
        internal=True,
    )
    kind: str = cell(Word, "Kind", "Why there is a remark.", "misprint", of="remark-kind")
    text: str = cell(
        Text,
        "Text",
        "The remark in our own words, naming both sides neutrally.",
        "The supplement gives Toycel; the notice gives Toicel.",
    )
    source_id: str = SOURCE
    text_zh: str | None = chinese("text")
    source: "Source | None" = None
    kind_term: "Term | None" = None

    @property
    def is_open(self) -> bool:
        """Whether it is an open question, and not for context alone."""
        return self.kind != "context"

    @property
    def changes_answer(self) -> bool:
        """Whether sources disagree on a number, or a kind of approval, that is shown."""
        return self.kind == "disagreement" and self.column in ANSWERS


class Source(Record, frozen=True):
    """A row is a document that says something the catalogue shows."""

    page = "/sources/{0.kind}/#{0.id}"
    name_column = "title"
    id: str = cell(Id, "Name", "Lower-case, often publisher and date; permanent.", "toy-notice-7")
    kind: str = cell(Word, "Kind", "What kind of document it is.", "notice", of="source-kind")
    title: str = cell(Text, "Title", "Its title, or words that describe it.", "Notice 2025 No. 7")
    publisher: str = cell(Text, "Publisher", "Who published it, or a word for missing.", "NMPA")
    published: PartialDate = cell(
        PartialDay,
        "Published",
        "A day, 2021-06, 2021-Q2 or 2021, or a word for missing.",
        "2025-03-05",
    )
    identifier: str = cell(
        Text,
        "Identifier",
        "A notice, doi:, PMID, registry number or place in a journal; not-applicable if none.",
        "2025年第7号",
    )
    url: str | None = cell(
        Url, "Address", "Where readers may be sent; blank if nowhere.", "https://example.org/7"
    )
    copies: str | None = cell(
        Texts,
        "Copies",
        "Addresses where a copy was seen, with blanks between; not linked; may be blank.",
    )
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
    list: str = cell(Id, "List", "The list that has the word, such as unit or measure.", "unit")
    id: str = cell(Id, "Word", "As other tables use it: lower-case; permanent.", "toys-per-year")
    position: int = cell(Whole, "Position", "The order within the list, counted from 1.", "9")
    label: str = cell(Text, "Label", "How pages show it; as printed, if it is.", "toys/year")
    broader: str | None = cell(
        Text,
        "Wider term",
        "Ids of wider terms, such as the kind of therapy of a type, with blanks between; of a"
        " property, the tables that have it; blank if the list has none.",
    )
    meaning: str = cell(Text, "Meaning", "What the word means, in a sentence.", "Toys in a year.")
    link: str | None = cell(
        Link, "Link", "Of a number in a register: its address there, {} for the value; or blank."
    )
    label_zh: str | None = chinese("label", "个玩具/年")
    meaning_zh: str | None = chinese("meaning", "一年中的玩具数。")
    main_title: str = ""  # in the main language, where this is another one
    aliases: tuple[Alias, ...] = ()
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
