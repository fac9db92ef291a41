"""Where a row of the core tables comes from, and how sure it is: columns that these share."""

from typing import Any

from ...engine.columns import Column, Reference, References, Text, Whole, Word
from ...engine.schema import cell

READ_FROM = cell(
    Reference, "Source", "Where the row is read from.", "supplement", to=("sources",), link="source"
)
SOURCE_TABLE = cell(
    Text,
    "Table",
    "The table of that source, as headed there; blank if the source is not the supplement.",
    "Supplementary Table 2",
)
SOURCE_ROW = cell(
    Whole, "Row", "The row of that table, counted from 1 below its heading; or blank.", "12"
)
CONFIDENCE = cell(
    Word, "Confidence", "How sure the row is; blank for one of the supplement.", of="confidence"
)
CORROBORATED_BY = cell(
    References,
    "Also said by",
    "Ids of further sources that say the same, with blanks between; blank if there are none.",
    to=("sources",),
    link="corroborating",
)
IN_SUPPLEMENT = {
    "in_supplement": Column(
        "In the supplement", "Whether the row is one of the supplement.", kind="boolean"
    )
}


def is_in_supplement(record: Any) -> bool:
    """Whether a linked row was transcribed from the supplement, and not put beside it."""
    return bool(record.source.kind == "supplement")
