"""Counts that others have published, over time."""

from typing import Annotated

from ...engine.columns import Text, Word
from ...engine.counts import Period, Tally
from ...engine.schema import Record
from .evidence import Confidence, Source, SourceId, Term

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
    series: Annotated[
        str,
        Word("Series", "What is counted, by one definition: the meaning of the word.",
             "ind-applications", of="series"),
    ]  # fmt: skip
    period: Annotated[
        str,
        Period(
            "Period",
            "A year (2024), half year (2025-H1), quarter (2024-Q1), month (2024-03) or day, or a"
            " range (2017/2025-06); a range begins with .. if the source does not say when.",
            "2024",
        ),
    ]  # fmt: skip
    group: Annotated[
        str | None,
        Word("Therapy group", "The group that is counted; blank for all that the series counts.",
             "gene-therapy", of="therapy-group"),
    ]  # fmt: skip
    subgroup: Annotated[
        str | None,
        Word("Therapy sub-group", "The part of that group; blank for the whole group.", "car-t",
             of="therapy-subgroup"),
    ]  # fmt: skip
    measure: Annotated[
        str,
        Word("Measure", "What became of what is counted, or of which kind it is.", "inds",
             of="series-measure"),
    ]  # fmt: skip
    count: Annotated[int, Tally("Count", "The whole number as printed; 0 is one.", "12")]
    unit: Annotated[str, Word("Unit", "What is counted.", "applications", of="count-unit")]
    source_id: SourceId
    printed: Annotated[
        str,
        Text("Printed", "The words of the source that give the number, or the place in its table.",
             "12 applications were received in 2024"),
    ]  # fmt: skip
    confidence: Confidence
    source: Source | None = None
    series_term: Term | None = None
    group_term: Term | None = None
    subgroup_term: Term | None = None
    measure_term: Term | None = None
    unit_term: Term | None = None
    confidence_term: Term | None = None

    @property
    def groups(self) -> tuple[str, str]:
        """Its group and sub-group, '' for none."""
        return self.group or "", self.subgroup or ""
