"""A figure as a value, and what the charts share: colours, sizes, text."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..engine.dates import month_name

HALF_DISC = "M0,-1A1,1,0,0,0,0,1Z"  # conditional is half a disc, here as everywhere
WIDE, NARROW = 720, 310  # px; the narrow drawing is for phones, where the wide one is unreadable

# Each colour by the CSS variable that it stands for: a drawing inlined in a page follows the
# page's light or dark theme, an exported one keeps these.
COLOURS = {
    "paper": "#ffffff",
    "wash": "#f6f7f8",
    "rule": "#dde2e7",
    "ink": "#1b2129",
    "soft": "#56606c",
    "link": "#0b5a73",
    "immune": "#0b6e8f",
    "stem": "#a5571b",
    "gene": "#4a772c",
    "oncolytic": "#77499b",
    "vaccine": "#a63852",
    "general": "#5b6672",
    "open": "#8a5200",
    "regular": "#2f6b3a",
    "shade-1": "#2b3a4a",
    "shade-2": "#5f7286",
    "shade-3": "#a3b1bf",
    "shade-4": "#d3dbe3",
}
GROUPS = {  # the colour of each widest modality; any other is general
    "immune-cells": "immune",
    "stem-cells": "stem",
    "gene-therapy": "gene",
    "oncolytic-viruses": "oncolytic",
    "therapeutic-vaccines": "vaccine",
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
    """A chart with all that makes it more than a picture."""

    id: str
    title: str  # says what is seen
    sentence: str  # says what it shows, computed
    definition: str  # what is counted
    columns: tuple[str, ...]  # the same numbers as a table
    rows: tuple[tuple[str | int, ...], ...]
    source_ids: tuple[str, ...]
    chart: Chart
    drawn: Sequence[Mapping[str, Any]]  # all that the chart shows: a drawing is kept by it
    series: tuple[Series, ...] = ()  # the legend, where labels in the chart do not do
    note: str = ""  # a caveat

    @property
    def path(self) -> str:
        """Address of its page."""
        return f"/trends/{self.id}/"


def colour_of(group: str) -> str:
    """The hexadecimal colour of a widest modality."""
    return COLOURS[GROUPS.get(group, "general")]


def values(alt: Any, rows: Sequence[Mapping[str, Any]]) -> Any:
    """Rows as inline data of a chart."""
    return alt.Data(values=[dict(row) for row in rows])


def listed(names: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def partial_note(as_of: dt.date, count: int) -> str:
    """What to say of the last bar, if it stands for less than a year."""
    if not count or not is_partial(as_of.year, as_of):
        return ""
    return f"The narrow bar of {as_of.year} is not a whole year: the data end with the cut-off."


def plural(count: int, word: str) -> str:
    """'1 product', '2 products'."""
    return f"{count} {word}{'s' * (count != 1)}"


def tips(alt: Any, **names: str) -> list[Any]:
    """What a tooltip says: the field of each row by the name it has for readers."""
    return [alt.Tooltip(f"{field}:N", title=name) for field, name in names.items()]


def dimmed(alt: Any, field: str = "series") -> Any:
    """Opacity that fades all series but the one named by the chart's parameter `highlight`."""
    test = f"highlight == null || datum.{field} == highlight"
    return alt.condition(test, alt.value(1), alt.value(0.18))


def with_highlight(alt: Any, chart: Any) -> Any:
    """The chart with its parameter `highlight`, which the legend of a live page sets."""
    return chart.add_params(alt.param(name="highlight", value=None))


def period(year: int, as_of: dt.date) -> str:
    """A year as an axis says it; '|' breaks the line. The last one may end with the cut-off."""
    return f"{year}|to {month_name(as_of)}" if is_partial(year, as_of) else str(year)


def is_partial(year: int, as_of: dt.date) -> bool:
    """Whether the data end within that year."""
    return year == as_of.year and (as_of.month, as_of.day) != (12, 31)


def stacked(rows: Sequence[Mapping[str, Any]], along: str, size: str) -> list[dict[str, Any]]:
    """The rows with `from`, `to` and `mid` of each bar segment, in the order given."""
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
    light: Sequence[str] = (),
    title: str,
    tooltip: Mapping[str, str],
) -> Any:
    """Stacked bars with the number in every segment and the total on top.

    `rows` have `along`, `size`, `series` and `partial`, which halves the width of a bar that
    stands for less than a whole year; `light` names series that need dark numbers.
    """
    drawn = stacked(rows, along, size)
    totals = [
        {along: key, "total": max(row["to"] for row in drawn if row[along] == key)}
        for key in dict.fromkeys(row[along] for row in drawn)
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
        scale=alt.Scale(domain=names, range=[COLOURS[one.colour] for one in series]),
        legend=None,
    )
    base = alt.Chart(values(alt, drawn))
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
