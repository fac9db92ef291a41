"""A figure as a value, and what charts share: colours, sizes, bars."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .dates import month_name
from .templates import Text

HALF_DISC = "M0,-1A1,1,0,0,0,0,1Z"  # an SVG path
WIDE, NARROW = 720, 310  # px; the narrow drawing is for phones, where the wide one is unreadable

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

Chart = Callable[[Any, bool], Any]  # (altair, wide) -> altair chart


@dataclass(frozen=True, kw_only=True)
class Series:
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
    source_ids: tuple[str, ...]
    chart: Chart
    drawn: Sequence[Mapping[str, Any]]  # all data that the chart shows: a new drawing if it changes
    series: tuple[Series, ...] = ()  # the legend, where labels in the chart do not do

    @property
    def path(self) -> str:
        """Address of its page."""
        return f"/trends/{self.id}/"


class Words(NamedTuple):
    """The words of a figure."""

    title: str
    sentence: str  # what it shows
    definition: str  # what is counted
    note: str  # a caveat, or ''


def words_of(figure: Figure, text: Text) -> Words:
    """The words of a figure; `text` renders a block of a template."""
    template = f"figures/{figure.id}.html"
    return Words(*(text(template, block, **figure.values) for block in Words._fields))


def values(alt: Any, rows: Sequence[Mapping[str, Any]]) -> Any:
    """Rows as inline data of a chart."""
    return alt.Data(values=[dict(row) for row in rows])


def tips(alt: Any, **names: str) -> list[Any]:
    """Tooltips of a chart; each keyword is a field of its rows, with a name for readers."""
    return [alt.Tooltip(f"{field}:N", title=name) for field, name in names.items()]


def dimmed(alt: Any, field: str = "series") -> Any:
    """Opacity that fades all series but the one named by the chart's parameter `highlight`."""
    test = f"highlight == null || datum.{field} == highlight"
    return alt.condition(test, alt.value(1), alt.value(0.18))


def with_highlight(alt: Any, chart: Any) -> Any:
    """The chart with its parameter `highlight`, which the legend of a live page sets."""
    return chart.add_params(alt.param(name="highlight", value=None))


def period(year: int, as_of: dt.date) -> str:
    """The label of a year on an axis: '2024', or '2025|to June', in which '|' breaks the line."""
    return f"{year}|to {month_name(as_of)}" if is_partial(year, as_of) else str(year)


def is_partial(year: int, as_of: dt.date) -> bool:
    """Whether the data end within that year."""
    return year == as_of.year and (as_of.month, as_of.day) != (12, 31)


def stacked(rows: Sequence[Mapping[str, Any]], along: str, size: str) -> list[dict[str, Any]]:
    """The rows of more than nothing, with `from`, `to` and `mid` of their segment of a bar.

    `along` is the field that names the bar, `size` the field with the height of a segment.
    """
    import pandas

    frame = pandas.DataFrame(rows)
    frame = frame[frame[size] > 0]  # a segment of no height is only noise
    frame["to"] = frame.groupby(along)[size].cumsum()
    frame["from"] = frame["to"] - frame[size]
    frame["mid"] = (frame["from"] + frame["to"]) / 2
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def bars(
    alt: Any,
    rows: Sequence[Mapping[str, Any]],
    *,
    wide: bool,
    along: str,
    size: str,
    series: Sequence[Series],
    colours: Mapping[str, str],
    light: Sequence[str] = (),
    title: str,
    tooltip: Mapping[str, str],
) -> Any:
    """Stacked bars with the number in every segment and the total on top.

    `rows` have `along`, `size`, `series` and `partial`, which halves the width of a bar that
    stands for less than a whole year. `colours` are hexadecimal, by name; `light` names series
    that need dark numbers; `tooltip` has names for readers by field.
    """
    segments = stacked(rows, along, size)
    totals = [
        {along: bar, "total": max(row["to"] for row in segments if row[along] == bar)}
        for bar in dict.fromkeys(row[along] for row in segments)
    ]
    x = alt.X(
        f"{along}:O",
        scale=alt.Scale(domain=list(dict.fromkeys(row[along] for row in rows))),
        axis=alt.Axis(
            title=None, labelAngle=0, ticks=False, domain=True, labelExpr="split(datum.label, '|')"
        ),
    )
    most = max((row["total"] for row in totals), default=1)
    y = alt.Y(
        "from:Q",
        scale=alt.Scale(domain=[0, most * 1.08], nice=False),
        axis=alt.Axis(title=title, tickMinStep=1, tickCount=5, domain=False, ticks=False),
    )
    names = [one.name for one in series]
    fill = alt.Color(
        "series:N",
        scale=alt.Scale(domain=names, range=[colours[one.colour] for one in series]),
        legend=None,
    )
    base = alt.Chart(values(alt, segments))
    full = min(44 if wide else 32, int(0.62 * (WIDE if wide else NARROW) / max(1, len(totals))))
    blocks = base.mark_bar(stroke=COLOURS["paper"], strokeWidth=1.5).encode(
        size=alt.condition("datum.partial", alt.value(full / 2), alt.value(full)),
        x=x,
        y=y,
        y2="to:Q",
        color=fill,
        opacity=dimmed(alt),
        tooltip=tips(alt, **tooltip),
    )
    ink = alt.condition(
        alt.FieldOneOfPredicate(field="series", oneOf=list(light)),
        alt.value(COLOURS["ink"]),
        alt.value(COLOURS["paper"]),
    )
    numbers = base.mark_text(fontSize=11).encode(
        x=x, y=alt.Y("mid:Q"), text=f"{size}:Q", color=ink, opacity=dimmed(alt)
    )
    tops = (
        alt.Chart(values(alt, totals))
        .mark_text(dy=-8, fontWeight="bold", color=COLOURS["ink"])
        .encode(x=x, y=alt.Y("total:Q"), text="total:Q")
    )
    return with_highlight(alt, alt.layer(blocks, numbers, tops)).properties(
        width=WIDE if wide else NARROW, height=260 if wide else 220
    )
