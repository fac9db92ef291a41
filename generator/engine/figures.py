"""A figure as a value, and what charts share: colours, sizes, rows, bars.

Functions on charts take the module altair, which is slow to import, as `alt`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from .dates import month_name
from .languages import Language
from .templates import RenderText

HALF_DISC = "M0,-1A1,1,0,0,0,0,1Z"  # an SVG path
WIDE, NARROW = 960, 310  # px; the narrow drawing is for phones, where the wide one is unreadable

# Each colour by the CSS variable that it stands for: a drawing within a page follows the light or
# dark theme of the page, an exported one keeps these. A catalogue adds colours of its own.
COLOURS = {
    "paper": "#ffffff",
    "wash": "#f6f7f8",
    "rule": "#dde2e7",
    "ink": "#1b2129",
    "soft": "#56606c",
    "link": "#0b5a73",
    "shade-1": "#2b3a4a",
    "shade-2": "#5f7286",
    "shade-3": "#a3b1bf",
    "shade-4": "#d3dbe3",
}
LIGHT = ("shade-3", "shade-4")  # numbers on them are dark

Rows = list[dict[str, Any]]
Chart = Callable[[Any, "Figure", bool], Any]  # (altair, figure, whether wide) -> altair chart


class Series(NamedTuple):
    """An entry of a legend: its name in the data, and the name of its colour."""

    name: str
    colour: str
    mark: str = "square"  # or disc, half


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart with its numbers; nothing is drawn until `drawings` does.

    Its words are in templates/figures/ID.html, which gets `values`.
    """

    id: str
    values: Mapping[str, Any]
    columns: tuple[str, ...]  # the same numbers as a table
    rows: tuple[tuple[str | int, ...], ...]
    sources: tuple[Any, ...]  # records
    chart: Chart = field(compare=False)  # a partial() equals no other of the same
    data: Rows  # all that the chart shows: a new drawing if it changes
    series: tuple[Series, ...] = ()  # the legend, where labels in the chart do not do
    main: "Figure | None" = None  # the same in the main language, if this one is in another
    paths: tuple[str, ...] = ()  # the address of what each row of the table stands for, or ''
    linked: int = 0  # the column that leads there, and heads the row; marks have a `path` in `data`
    drawn: frozenset[str] | None = None  # those of `paths` that the chart shows, if not all
    axis: str | None = None  # the title of its axis, from the words, once it is drawn

    @property
    def path(self) -> str:
        """Address of its page."""
        return f"/trends/{self.id}/"

    @property
    def table(self) -> list[tuple[Sequence[str | int], str]]:
        """The rows that the chart shows, each with its address or ''."""
        paths = self.paths or [""] * len(self.rows)
        pairs = zip(self.rows, paths, strict=True)
        return [pair for pair in pairs if self.drawn is None or pair[1] in self.drawn]


class Words(NamedTuple):
    """The words of a figure."""

    title: str
    sentence: str  # what it shows
    definition: str  # what is counted
    note: str  # a caveat, or ''
    axis: str = ""  # what its axis counts or measures, if it has one


def words_of(figure: Figure, text: RenderText) -> Words:
    """The words of a figure; `text` renders a block of a template."""
    template = f"figures/{figure.id}.html"
    return Words(*(text(template, block, **figure.values) for block in Words._fields))


def figure_in_language(figure: Figure, main: Figure, language: Language) -> Figure:
    """A figure of a catalogue in that language, with its own words in it; `main` is the same figure
    of the catalogue in the main one.
    """
    return replace(
        figure,
        main=main,
        columns=tuple(map(language.gettext, figure.columns)),
        rows=tuple(tuple(language.of_strings(row)) for row in figure.rows),
        data=language.of_strings(figure.data),
        series=tuple(one._replace(name=language.gettext(one.name)) for one in figure.series),
    )


def year_label(year: int, as_of: dt.date, gettext: Callable[[str], str] = str) -> str:
    """The label of a year on an axis: '2024', or '2025|to June', in which '|' breaks the line."""
    if not is_partial(year, as_of):
        return str(year)
    end = gettext("to {month}").format(month=month_name(as_of, gettext))
    return f"{year}|{end}"


def is_partial(year: int, as_of: dt.date) -> bool:
    """Whether the data end within that year."""
    return year == as_of.year and (as_of.month, as_of.day) != (12, 31)


def grouped_rows(groups: Iterable[tuple[str, Rows]], gap: float) -> Rows:
    """The rows of each group below its heading, all with their places `row`, and gaps between."""
    placed: Rows = []
    row = 0.0
    for heading, rows in groups:
        placed.append({"row": row, "heading": heading})
        for own in rows:
            row += 1
            placed.append({"row": row, **own})
        row += gap
    return placed


def chart_of(alt: Any, rows: Rows, field: str) -> Any:
    """A chart of the rows that have a field: a tuple, as altair copies a list with each change."""
    return alt.Chart(alt.Data(values=tuple(row for row in rows if field in row)))


def row_axis(alt: Any, above: float, below: float) -> Any:
    """Rows from top to bottom by `row`, with the places where the scale begins and ends."""
    scale = alt.Scale(domain=[above, below], reverse=True, nice=False)
    return alt.Y("row:Q", scale=scale, axis=None)


def at_left(alt: Any, chart: Any, field: str, **mark: Any) -> Any:
    """Texts at the left edge of a chart that has places for them."""
    return chart.mark_text(align="left", **mark).encode(x=alt.XValue(0), text=f"{field}:N")


def headings(alt: Any, figure: Figure, places: Any, **mark: Any) -> Any:
    """The headings of `grouped_rows`; `places` are those of its rows."""
    chart = chart_of(alt, figure.data, "heading").encode(y=places)
    return at_left(alt, chart, "heading", fontWeight="bold", color=COLOURS["ink"], **mark)


def tips(alt: Any, **names: str) -> list[Any]:
    """Tooltips of a chart; each keyword is a field of its rows, with a name for readers."""
    return [alt.Tooltip(f"{field}:N", title=name) for field, name in names.items()]


def without_hidden(chart: Any) -> Any:
    """The chart without the series that the legend of a live page hides, by parameter `hidden`."""
    return chart.transform_filter("indexof(hidden, datum.series) < 0")


def segments_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Rows, int]:
    """The rows whose `count` is not 0, with their `place`; the highest sum of a `label`."""
    import pandas

    frame = pandas.DataFrame(rows)
    frame = frame[frame["count"] > 0]  # a segment of no height is only noise
    frame["place"] = range(len(frame))
    segments = [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
    return segments, int(frame.groupby("label")["count"].sum().max()) if segments else 1


def bars(
    alt: Any, figure: Figure, wide: bool, *, colours: Mapping[str, str], tooltip: Mapping[str, str]
) -> Any:
    """Stacked bars of the rows with a `count`: the number in every segment and the total on top.

    They also have `label`, the name of the bar, `series`, and `partial`, which halves the width of
    a bar that stands for a shorter time than others. `colours` are hexadecimal, by name; `tooltip`
    has names for readers by field.
    """
    rows = [row for row in figure.data if "count" in row]
    segments, highest = segments_of(rows)
    labels = list(dict.fromkeys(row["label"] for row in rows))
    x = alt.X(
        "label:O",
        scale=alt.Scale(domain=labels),
        axis=alt.Axis(
            title=None, labelAngle=0, ticks=False, domain=True, labelExpr="split(datum.label, '|')"
        ),
    )
    y = alt.Y(
        "from:Q",
        scale=alt.Scale(domain=[0, highest * 1.08], nice=False),
        axis=alt.Axis(title=figure.axis, tickMinStep=1, tickCount=5, domain=False, ticks=False),
    )
    names = [one.name for one in figure.series]
    fills = [colours[one.colour] for one in figure.series]
    seen = without_hidden(chart_of(alt, segments, "count")).encode(x=x)
    place = [alt.SortField("place")]
    base = seen.transform_stack(
        stack="count", groupby=["label"], sort=place, as_=["from", "to"]
    ).transform_calculate(mid="(datum.from + datum.to) / 2")
    full = min(44 if wide else 32, int(0.62 * (WIDE if wide else NARROW) / max(1, len(labels))))
    blocks = base.mark_bar(stroke=COLOURS["paper"], strokeWidth=1.5).encode(
        size=alt.SizeValue(full, condition={"test": "datum.partial", "value": full / 2}),
        y=y,
        y2="to:Q",
        color=alt.Color("series:N", scale=alt.Scale(domain=names, range=fills), legend=None),
        tooltip=tips(alt, **tooltip),
    )
    light = {"field": "series", "oneOf": [s.name for s in figure.series if s.colour in LIGHT]}
    ink = alt.ColorValue(COLOURS["paper"], condition={"test": light, "value": COLOURS["ink"]})
    numbers = base.mark_text(fontSize=11).encode(y=alt.Y("mid:Q"), text="count:Q", color=ink)
    tops = (
        seen.transform_aggregate(total="sum(count)", groupby=["label"])
        .mark_text(dy=-8, fontWeight="bold", color=COLOURS["ink"])
        .encode(y=alt.Y("total:Q"), text="total:Q")
    )
    return alt.layer(blocks, numbers, tops).properties(height=260 if wide else 220)
