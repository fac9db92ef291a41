"""What pages explain in words of their own: terms of the field, and what is not here."""

from typing import Annotated

from ...engine.columns import Id, References, Text, Word
from ...engine.schema import Record
from .evidence import Confidence, Source, SourceId, Term


class Exclusion(Record, frozen=True):
    """A row is something that readers look for here in vain, with the reason."""

    page = "/evidence/not-here/#{0.id}"
    may_be_empty = True
    id: Annotated[
        str,
        Id("Name", "A name for the row: lower-case words with hyphens; permanent.", "toyball"),
    ]
    name: Annotated[str, Text("Name", "What readers look for.", "Toyball")]
    reason: Annotated[
        str, Word("Reason", "Why it is not here.", "after-cut-off", of="exclusion-reason")
    ]
    text: Annotated[
        str, Text("Text", "The reason in a sentence or two.", "Approved on 3 July 2025.")
    ]
    source_id: SourceId
    confidence: Confidence
    source: Source | None = None
    reason_term: Term | None = None
    confidence_term: Term | None = None


class GlossaryEntry(Record, frozen=True):
    """A row is a term or an abbreviation, explained in our own words."""

    page = "/glossary/{0.id[0]}/#{0.id}"
    name_column = "term"
    id: Annotated[
        str,
        Id("Name", "A name for the entry: lower-case words with hyphens; that of the measure, if it"
           " is one.", "toyage"),
    ]  # fmt: skip
    term: Annotated[str, Text("Term", "The term as readers meet it.", "TA")]
    expansion: Annotated[
        str | None,
        Text("In full", "What an abbreviation stands for; blank if the term is none.", "toy age"),
    ]
    meaning: Annotated[
        str, Text("Meaning", "What it means, in our own words.", "The age of a toy in years.")
    ]
    see: Annotated[
        str | None,
        References("See also", "Ids of other entries of the glossary, with blanks between; may be"
                   " blank.", "orr", to=("glossary",)),
    ]  # fmt: skip
