"""Figures of the guidelines: when they were issued, on what, for which kind of therapy."""

import textwrap
from collections import Counter, defaultdict
from typing import Any

from ...engine.dates import month_name
from ...engine.figures import (
    COLOURS,
    NARROW,
    WIDE,
    Figure,
    Series,
    bars,
    is_partial,
    period,
    tips,
    values,
)
from ..catalogue import CgtCatalogue
from ..colours import colour_of
from ..tables import Guideline

SHADES = ("shade-1", "shade-2", "shade-3", "shade-4")


def guidelines_per_year(catalogue: CgtCatalogue) -> Figure:
    """Guidelines by year of issue, stacked by subject."""
    subjects = list(catalogue.terms["subject"].values())
    as_of = catalogue.settings.as_of
    count = Counter((guideline.year, guideline.subject) for guideline in catalogue.guidelines)
    total = Counter(guideline.year for guideline in catalogue.guidelines)
    years = range(min(total), max(total) + 1)
    data = [
        {
            "label": period(year, as_of),
            "year": str(year),
            "partial": is_partial(year, as_of),
            "series": subject.label,
            "count": count[year, subject.id],
        }
        for year in years
        for subject in subjects
    ]
    number = max(total.values())
    most = [year for year in sorted(total) if total[year] == number]
    series = tuple(
        Series(name=subject.label, colour=SHADES[min(i, len(SHADES) - 1)])
        for i, subject in enumerate(subjects)
    )

    def chart(alt: Any, wide: bool) -> Any:
        return bars(
            alt, data, wide=wide, along="label", size="count", series=series, colours=COLOURS,
            light=[one.name for one in series[2:]], title="Guidelines",
            tooltip={"year": "Year", "series": "Subject", "count": "Guidelines"},
        )  # fmt: skip

    return Figure(
        id="guidelines-per-year",
        values={
            "most": most,
            "number": number,
            "total": len(catalogue.guidelines),
            "year": as_of.year,
            "latest": 0 if as_of.year in most else total[as_of.year],
            "partial": as_of.year if total[as_of.year] and is_partial(as_of.year, as_of) else None,
        },
        columns=("Year", *(subject.label for subject in subjects), "All"),
        rows=tuple(
            (str(year), *(count[year, subject.id] for subject in subjects), total[year])
            for year in years
        ),
        source_ids=(catalogue.settings.supplement,),
        series=series,
        chart=chart,
        drawn=data,
    )


def guideline_map(catalogue: CgtCatalogue) -> Figure:
    """Guidelines by the kind of therapy that their title names and by subject."""
    subjects = list(catalogue.terms["subject"].values())
    modalities = list(catalogue.terms["modality"].values())
    found: dict[tuple[str, str], list[Guideline]] = defaultdict(list)
    for guideline in catalogue.guidelines:
        for scope in guideline.scopes:
            if scope.basis.startswith("title"):
                found[scope.modality, guideline.subject].append(guideline)
    cells = [
        {
            "modality": modality.label,
            "subject": subject.label,
            "count": len(own),
            "shown": str(len(own)) if own else "none",
            "colour": colour_of(catalogue.groups[modality.id]) if own else COLOURS["paper"],
            "titles": "; ".join(guideline.title for guideline in own) or "none",
        }
        for modality in modalities
        for subject in subjects
        for own in [found[modality.id, subject.id]]
    ]
    bare = [m.label for m in modalities if not any(found[m.id, s.id] for s in subjects)]

    def chart(alt: Any, wide: bool) -> Any:
        return _map(alt, wide, cells, [m.label for m in modalities], [s.label for s in subjects])

    return Figure(
        id="guideline-map",
        values={
            "empty": sum(not cell["count"] for cell in cells),
            "fields": len(cells),
            "bare": bare,
        },
        columns=("Kind of therapy", *(subject.label for subject in subjects)),
        rows=tuple(
            (modality.label, *(len(found[modality.id, subject.id]) for subject in subjects))
            for modality in modalities
        ),
        source_ids=(catalogue.settings.supplement,),
        chart=chart,
        drawn=cells,
    )


def _map(
    alt: Any, wide: bool, cells: list[dict[str, Any]], rows: list[str], columns: list[str]
) -> Any:
    """A field for each row and column, with its number."""
    width, top, step = (WIDE, 34, 34) if wide else (NARROW, 52, 46)
    x = alt.X(
        "subject:N", sort=columns, axis=None,
        scale=alt.Scale(range=[190 if wide else 0, width - 12]),
    )  # fmt: skip
    y = alt.Y(
        "modality:N", sort=rows, axis=None, scale=alt.Scale(range=[top, top + step * len(rows)])
    )
    base = alt.Chart(values(alt, cells)).encode(x=x, y=y)
    down = 0 if wide else 8
    boxes = base.mark_rect(
        stroke=COLOURS["rule"], strokeWidth=1, width={"band": 0.94},
        height={"band": 0.84 if wide else 0.5}, yOffset=down,
    ).encode(
        fill=alt.Color("colour:N", scale=None),
        tooltip=tips(alt, modality="Kind of therapy", subject="Subject", titles="Guidelines"),
    )  # fmt: skip
    ink = alt.condition("datum.count > 0", alt.value(COLOURS["paper"]), alt.value(COLOURS["soft"]))
    numbers = base.mark_text(yOffset=down).encode(text="shown:N", color=ink)
    names = (
        alt.Chart(values(alt, [{"modality": row} for row in rows]))
        .mark_text(align="left", dy=0 if wide else -14, color=COLOURS["ink"])
        .encode(x=alt.value(0), y=y, text="modality:N")
    )
    lines = [{"subject": c, "lines": textwrap.wrap(c, 21 if wide else 12)} for c in columns]
    heads = (
        alt.Chart(values(alt, lines))
        .mark_text(color=COLOURS["soft"], baseline="top", lineHeight=13)
        .encode(x=x, y=alt.value(2 if wide else 8), text="lines:N")
    )
    return alt.layer(boxes, numbers, names, heads).properties(
        width=width, height=top + 2 + step * len(rows)
    )


def cumulative(catalogue: CgtCatalogue) -> Figure:
    """Guidelines and approvals up to the end of each year."""
    as_of, years = catalogue.settings.as_of, catalogue.years
    span = range(years[0], years[-1] + 1)
    guidelines = [guideline.year for guideline in catalogue.guidelines]
    approvals = [approval.approved.year for _, approval in catalogue.approvals]
    table = [
        (year, sum(y <= year for y in guidelines), sum(y <= year for y in approvals))
        for year in span
    ]
    series = (Series(name="Guidelines", colour="soft"), Series(name="Approvals", colour="link"))
    month = month_name(as_of)
    ends = {year: f"end of {year}" if year < as_of.year else f"{month} {year}" for year in span}
    data = [
        {"year": year, "until": ends[year], "series": one.name, "total": row[i]}
        for year, *row in table
        for i, one in enumerate(series)
    ]

    def chart(alt: Any, wide: bool) -> Any:
        return _lines(alt, wide, data, series)

    return Figure(
        id="cumulative",
        values={
            "first": span[0],
            "until": f"{month} {as_of.year}",
            "guidelines": table[-1][1],
            "approvals": table[-1][2],
            "partial": as_of.year if span[-1] == as_of.year else None,
        },
        columns=("Up to", "Guidelines", "Approvals"),
        rows=tuple((ends[year], *row) for year, *row in table),
        source_ids=(catalogue.settings.supplement,),
        chart=chart,
        drawn=data,
    )


def _lines(alt: Any, wide: bool, data: list[dict[str, Any]], series: tuple[Series, ...]) -> Any:
    """A line for each series, with its numbers, and its name at the end."""
    names, colours = [one.name for one in series], [COLOURS[one.colour] for one in series]
    colour = alt.Color("series:N", scale=alt.Scale(domain=names, range=colours), legend=None)
    x = alt.X(
        "year:O",
        axis=alt.Axis(title=None, labelAngle=0, ticks=False, grid=False),
        scale=alt.Scale(paddingOuter=0.3),
    )
    y = alt.Y("total:Q", axis=alt.Axis(title="In all", tickCount=5, domain=False, ticks=False))
    base = alt.Chart(values(alt, data)).encode(x=x, y=y, color=colour)
    points = base.mark_point(size=60, filled=True, opacity=1).encode(
        tooltip=tips(alt, until="Up to", series="Counted", total="In all")
    )
    last = [row for row in data if row["year"] == data[-1]["year"]]
    labels = (
        alt.Chart(values(alt, last))
        .mark_text(dy=20, align="right", dx=14)
        .encode(x=x, y=y, text="series:N", color=colour)
    )
    return alt.layer(
        base.mark_line(strokeWidth=2.5),
        points,
        base.mark_text(dy=-11, fontWeight="bold").encode(text="total:Q"),
        labels,
    ).properties(width=WIDE if wide else NARROW, height=280 if wide else 240)
