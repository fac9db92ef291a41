"""Counts that others have published, over time."""

from ...engine.columns import Text, Word
from ...engine.counts import Period, Tally
from ...engine.schema import Record, cell
from .sources import CONFIDENCE, SOURCE, Source, Term

PUBLISHED_SUMS = {  # measures by the property of a source that is their sum
    "applications-total": ("applications", "inds", "supplementals"),
    "inds-total": ("inds",),
    "supplementals-total": ("supplementals",),
}


class SeriesRow(Record, frozen=True):
    """A row is a count of one period, as a source publishes it."""

    key = ("series", "period", "group", "subgroup", "measure")
    page = "/trends/#counts-{0.series}"
    name_column = "series"
    may_be_empty = True
    series: str = cell(Word, "Series", "What is counted.", "ind-applications", of="series")
    period: str = cell(
        Period,
        "Period",
        "A year (2024), half year (2025-H1), quarter (2024-Q1), month (2024-03) or day, or a"
        " range (2017/2025-06); a range begins with .. if the source does not say when.",
        "2024",
    )
    group: str | None = cell(
        Word,
        "Therapy group",
        "The part that is counted; blank where the series has no parts.",
        "somatic-cell-therapy",
        of="therapy-group",
    )
    subgroup: str | None = cell(
        Word, "Therapy sub-group", "Its part; blank for the whole.", "car-t", of="therapy-subgroup"
    )
    measure: str = cell(
        Word, "Measure", "What became of it, or of which kind it is.", "inds", of="series-measure"
    )
    count: int = cell(Tally, "Count", "The whole number as printed; 0 is one.", "12")
    unit: str = cell(Word, "Unit", "What is counted.", "applications", of="count-unit")
    source_id: str = SOURCE
    printed: str = cell(
        Text, "Printed", "As printed, or where in a table.", "12 applications were received in 2024"
    )
    confidence: str = CONFIDENCE
    source: Source | None = None
    group_term: Term | None = None
    subgroup_term: Term | None = None
    measure_term: Term | None = None
    unit_term: Term | None = None
    confidence_term: Term | None = None

    @property
    def groups(self) -> tuple[str, str]:
        """Its group and sub-group, '' for none."""
        return self.group or "", self.subgroup or ""
