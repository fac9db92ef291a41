"""Where a row of the core tables comes from: columns that these share."""

from ...engine.columns import Reference, Text, Whole
from ...engine.schema import cell

READ_FROM = cell(Reference, "Source", "Where the row is read from.", "supplement", to=("sources",))
SOURCE_TABLE = cell(
    Text, "Table", "The table of that source, as headed there.", "Supplementary Table 2"
)
SOURCE_ROW = cell(Whole, "Row", "The row of that table, counted from 1 below its heading.", "12")
