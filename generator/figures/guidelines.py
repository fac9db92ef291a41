"""Figures of the guidelines: when they were issued, on what, for which kind of therapy."""

import textwrap
from collections import Counter
from typing import Any

from ..catalogues import Catalogue
from ..cgt.colours import COLOURS, colour_of
from ..engine.dates import format_date
from ..engine.figures import (
    NARROW,
    WIDE,
    Figure,
    Series,
    bars,
    is_partial,
    partial_note,
    period,
    plural,
    tips,
    values,
)
from ..records import Guideline

SHADES = ("shade-1", "shade-2", "shade-3", "shade-4")


def guidelines_per_year(catalogue: Catalogue) -> Figure:
    """Guidelines by year of issue, stacked by subject."""
    subjects = list(catalogue.terms["subject"].values())
    as_of = catalogue.edition.as_of
    years = [guideline.year for guideline in catalogue.guidelines]
    count = Counter((guideline.year, guideline.subject) for guideline in catalogue.guidelines)
    data = [
        {
            "label": period(year, as_of),
            "year": str(year),
            "partial": is_partial(year, as_of),
            "series": subject.label,
            "count": count[year, subject.id],
        }
        for year in range(min(years), max(years) + 1)
        for subject in subjects
    ]
    total = Counter(years)
    number = max(total.values())
    most = [year for year in sorted(total) if total[year] == number]
    named = " and ".join(map(str, most))
    partly = f", and {total[as_of.year]} in {as_of.year} up to the cut-off" * (
        as_of.year in total and as_of.year not in most
    )
    series = tuple(
        Series(name=subject.label, colour=SHADES[min(i, len(SHADES) - 1)])
        for i, subject in enumerate(subjects)
    )

    def chart(alt: Any, wide: bool) -> Any:
        return bars(
            alt,
            data,
            wide=wide,
            along="label",
            size="count",
            series=series,
            colours=COLOURS,
            light=[one.name for one in series[2:]],
            title="Guidelines",
            tooltip={"year": "Year", "series": "Subject", "count": "Guidelines"},
        )

    return Figure(
        id="guidelines-per-year",
        title="Guidelines issued per year, by subject",
        sentence=f"The most guidelines in one year came in {named}: {number} of {len(years)}"
        f"{' each' * (len(most) > 1)}{partly}.",
        definition="One guideline is one row of Supplementary Table 1, counted in the year and "
        "under the subject printed there.",
        note=partial_note(as_of, total[as_of.year]),
        columns=("Year", *(subject.label for subject in subjects), "All"),
        rows=tuple(
            (str(year), *(count[year, subject.id] for subject in subjects), total[year])
            for year in range(min(years), max(years) + 1)
        ),
        source_ids=(catalogue.edition.supplement,),
        series=series,
        chart=chart,
        drawn=data,
    )


def guideline_map(catalogue: Catalogue) -> Figure:
    """Guidelines by kind of therapy and subject, with the empty cells in sight."""
    subjects = list(catalogue.terms["subject"].values())
    modalities = list(catalogue.terms["modality"].values())

    def of(modality: str, subject: str) -> list[Guideline]:
        return [
            guideline
            for guideline in catalogue.guidelines
            if guideline.subject == subject
            and any(scope.modality == modality for scope in guideline.scopes)
        ]

    cells = [
        {
            "modality": modality.label,
            "subject": subject.label,
            "count": len(found),
            "shown": str(len(found)) if found else "none",
            "colour": colour_of(catalogue.groups[modality.id]) if found else COLOURS["paper"],
            "titles": "; ".join(guideline.title for guideline in found) or "none",
        }
        for modality in modalities
        for subject in subjects
        for found in [of(modality.id, subject.id)]
    ]
    empty = sum(not cell["count"] for cell in cells)
    bare = [
        modality.label
        for modality in modalities
        if not any(of(modality.id, subject.id) for subject in subjects)
    ]

    def chart(alt: Any, wide: bool) -> Any:
        left = 190 if wide else 0
        x = alt.X(
            "subject:N",
            sort=[subject.label for subject in subjects],
            scale=alt.Scale(range=[left, WIDE - 12 if wide else NARROW - 12]),
            axis=None,
        )
        y = alt.Y(
            "modality:N", sort=[modality.label for modality in modalities], axis=None,
            scale=alt.Scale(range=[34 if wide else 52, 34 + 34 * len(modalities) if wide
                                   else 52 + 46 * len(modalities)]),
        )  # fmt: skip
        base = alt.Chart(values(alt, cells)).encode(x=x, y=y)
        down = 0 if wide else 8
        boxes = base.mark_rect(
            stroke=COLOURS["rule"], strokeWidth=1, width={"band": 0.94},
            height={"band": 0.84 if wide else 0.5}, yOffset=down,
        ).encode(
            fill=alt.Color("colour:N", scale=None),
            tooltip=tips(alt, modality="Kind of therapy", subject="Subject", titles="Guidelines"),
        )  # fmt: skip
        numbers = base.mark_text(yOffset=down).encode(
            text="shown:N",
            color=alt.condition(
                "datum.count > 0", alt.value(COLOURS["paper"]), alt.value(COLOURS["soft"])
            ),
        )
        names = (
            alt.Chart(values(alt, [{"modality": modality.label} for modality in modalities]))
            .mark_text(align="left", dy=0 if wide else -14, color=COLOURS["ink"])
            .encode(x=alt.value(0), y=y, text="modality:N")
        )
        heads = (
            alt.Chart(
                values(
                    alt,
                    [
                        {"subject": s.label, "lines": textwrap.wrap(s.label, 21 if wide else 12)}
                        for s in subjects
                    ],
                )
            )
            .mark_text(color=COLOURS["soft"], baseline="top", lineHeight=13)
            .encode(x=x, y=alt.value(2 if wide else 8), text="lines:N")
        )
        return alt.layer(boxes, numbers, names, heads).properties(
            width=WIDE if wide else NARROW,
            height=(36 if wide else 54) + (34 if wide else 46) * len(modalities),
        )

    return Figure(
        id="guideline-map",
        title="Guidelines by kind of therapy and subject",
        sentence=f"{empty} of {len(cells)} fields are empty"
        + (f"; no guideline at all names {' or '.join(bare)}." if bare else "."),
        definition="A guideline is counted under the kind of therapy that its title names, and "
        "nowhere else: one on cell therapy as a whole does not count again under CAR-T. The kinds "
        "are assigned by this catalogue.",
        note="An empty field does not mean that nothing applies; wider guidelines may.",
        columns=("Kind of therapy", *(subject.label for subject in subjects)),
        rows=tuple(
            (modality.label, *(len(of(modality.id, subject.id)) for subject in subjects))
            for modality in modalities
        ),
        source_ids=(catalogue.edition.supplement,),
        chart=chart,
        drawn=cells,
    )


def cumulative(catalogue: Catalogue) -> Figure:
    """Guidelines and approvals up to the end of each year."""
    as_of = catalogue.edition.as_of
    years = catalogue.years
    span = range(years[0], years[-1] + 1)
    guidelines = [guideline.year for guideline in catalogue.guidelines]
    approvals = [approval.approved.year for _, approval in catalogue.approvals]
    table = [
        (year, sum(y <= year for y in guidelines), sum(y <= year for y in approvals))
        for year in span
    ]
    series = (
        Series(name="Guidelines", colour="soft"),
        Series(name="Approvals", colour="link"),
    )
    until = format_date(f"{as_of:%Y-%m}")
    ends = {year: f"end of {year}" if year < as_of.year else until for year in span}
    data = [
        {"year": year, "until": ends[year], "series": one.name, "total": row[i]}
        for year, *row in table
        for i, one in enumerate(series)
    ]

    def chart(alt: Any, wide: bool) -> Any:
        colour = alt.Color(
            "series:N",
            scale=alt.Scale(
                domain=[one.name for one in series], range=[COLOURS[one.colour] for one in series]
            ),
            legend=None,
        )
        x = alt.X(
            "year:O",
            axis=alt.Axis(title=None, labelAngle=0, ticks=False, grid=False),
            scale=alt.Scale(paddingOuter=0.3),
        )
        y = alt.Y("total:Q", axis=alt.Axis(title="In all", tickCount=5, domain=False, ticks=False))
        base = alt.Chart(values(alt, data))
        lines = base.mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour)
        points = base.mark_point(size=60, filled=True, opacity=1).encode(
            x=x, y=y, color=colour,
            tooltip=tips(alt, until="Up to", series="Counted", total="In all"),
        )  # fmt: skip
        numbers = base.mark_text(dy=-11, fontWeight="bold").encode(
            x=x, y=y, text="total:Q", color=colour
        )
        names = (
            alt.Chart(values(alt, [row for row in data if row["year"] == span[-1]]))
            .mark_text(dy=20, align="right", dx=14)
            .encode(x=x, y=y, text="series:N", color=colour)
        )
        return alt.layer(lines, points, numbers, names).properties(
            width=WIDE if wide else NARROW, height=280 if wide else 240
        )

    last = table[-1]
    return Figure(
        id="cumulative",
        title="Guidelines and approvals, added up",
        sentence=f"From {span[0]} to {until} the source lists "
        f"{plural(last[1], 'guideline')} and {plural(last[2], 'approval')}.",
        definition="The guidelines that Supplementary Table 1 lists and the approvals that Table 2 "
        "lists, added up to the end of each year. "
        "The source gives only the year of a guideline, so both are counted by year.",
        note=f"{as_of.year} is counted up to the cut-off." if span[-1] == as_of.year else "",
        columns=("Up to", "Guidelines", "Approvals"),
        rows=tuple((ends[year], *row) for year, *row in table),
        source_ids=(catalogue.edition.supplement,),
        chart=chart,
        drawn=data,
    )
