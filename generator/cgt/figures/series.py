"""The two supplementary figures, drawn once their rows are in series.csv; published counts."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from ...engine.counts import are_consecutive, days_of, period_ends, total
from ...engine.figures import Figure, Series, bars, chart_of, tips
from ...engine.languages import N_
from ..catalogue import CgtCatalogue
from ..tables import SeriesRow, Term
from ..tables.series import PUBLISHED_SUMS
from .therapies import COLOURS, GROUPS

SHADES = ("shade-1", "shade-3", "shade-4")
AWAITED = ("ind-applications", "ind-conclusions")  # figures of the source, by their series


def ind_applications(catalogue: CgtCatalogue) -> Figure:
    """Applications by period, stacked by therapy group."""
    rows = _rows(catalogue, "ind-applications")
    periods = _periods(catalogue, rows)
    groups = [g for g in catalogue.terms["therapy-group"].values() if _sum(rows, group=g.id)]
    parts = catalogue.terms["therapy-subgroup"].values()
    series = tuple(
        Series(name=group.label, colour=GROUPS.get(group.broader or "", "general"))
        for group in groups
    )
    data = [
        {**_axis(periods, period), "series": group.label,
         "count": _sum(rows, period=period, group=group.id)}
        for period in periods
        for group in groups
    ]  # fmt: skip
    table = []
    for group in groups:
        table.append(_line(group.label, rows, periods, group=group.id))
        own = [_line(f"– {one.label}", rows, periods, subgroup=one.id) for one in parts
               if one.broader == group.id]  # fmt: skip
        table += [line for line in own if any(line[1:])]
    given = {row.measure for row in rows}
    read = {
        name: sum(_sum(rows, measure=one) for one in measures)
        for name, measures in PUBLISHED_SUMS.items()
        if given & {*measures}
    }
    compared = [
        {"label": catalogue.terms["property"][s.property].within, "read": read[s.property],
         "published": s.value, "same": s.value == str(read[s.property])}
        for s in catalogue.sources[catalogue.settings.supplement].statements
        if s.property in read
    ]  # fmt: skip

    return Figure(
        id="ind-applications",
        values={**_span(data), "read": read, "compared": compared},
        columns=(N_("Therapy group"), *periods.values(), N_("All")),
        rows=(*table, _line(N_("All"), rows, periods)) if groups else (),
        sources=_sources(rows),
        series=series,
        chart=partial(_bars, series=N_("Therapy group")),
        data=data,
    )


def ind_conclusions(catalogue: CgtCatalogue) -> Figure:
    """Review conclusions by the period of receipt, and how many trials were initiated."""
    rows = _rows(catalogue, "ind-conclusions")
    periods = _periods(catalogue, rows)
    given = {row.measure for row in rows}
    terms = [term for name, term in catalogue.terms["series-measure"].items() if name in given]
    conclusions = [term for term in terms if term.id != "trials-initiated"]
    series = tuple(
        Series(name=term.label, colour=SHADES[min(i, 2)]) for i, term in enumerate(conclusions)
    )
    data = [
        {**_axis(periods, period), "series": term.label,
         "count": _sum(rows, period=period, measure=term.id)}
        for period in periods
        for term in conclusions
    ]  # fmt: skip
    starts = [
        {**_axis(periods, period), "started": _sum(rows, period=period, measure="trials-initiated")}
        for period in periods
    ] if len(terms) > len(conclusions) else []  # fmt: skip

    return Figure(
        id="ind-conclusions",
        values={
            **_span(data),
            "conclusions": [(_sum(rows, measure=term.id), term.within) for term in conclusions],
            "started": sum(start["started"] for start in starts) if starts else None,
        },
        columns=(N_("Period"), *(term.label for term in terms)),
        rows=tuple(
            (label, *(_sum(rows, period=period, measure=t.id) for t in terms))
            for period, label in periods.items()
        ),
        sources=_sources(rows),
        series=series,
        chart=_conclusion_bars,
        data=[*data, *starts],
    )


def _bars(alt: Any, figure: Figure, wide: bool, series: str) -> Any:
    """Stacked bars by period; `series` is what readers call the series."""
    tooltip = {"period": N_("Period"), "series": series, "count": N_("Applications")}
    return bars(alt, figure, wide, colours=COLOURS, tooltip=tooltip)


def _conclusion_bars(alt: Any, figure: Figure, wide: bool) -> Any:
    """The same, with a line across each bar for the trials initiated."""
    chart = _bars(alt, figure, wide, N_("Conclusion"))
    starts = chart_of(alt, figure.data, "started")
    if starts.data.values:
        ticks = starts.mark_tick(
            thickness=3, size=34 if wide else 22, color=COLOURS["link"], opacity=1
        )
        tooltip = tips(alt, period=N_("Period"), started=N_("Clinical trials initiated"))
        chart.layer.append(ticks.encode(x="label:O", y="started:Q", tooltip=tooltip))
    return chart


def _sources(rows: list[SeriesRow]) -> tuple[Any, ...]:
    return tuple({row.source_id: row.source for row in rows}.values())


def _rows(catalogue: CgtCatalogue, series: str) -> list[SeriesRow]:
    """The rows of a series, if its periods follow one another; those of all kinds or of each."""
    rows = [row for row in catalogue.records["series"] if row.series == series]
    rows = [row for row in rows if row.measure != "applications"] or rows
    return rows if are_consecutive({row.period for row in rows}) else []


def _periods(catalogue: CgtCatalogue, rows: list[SeriesRow]) -> dict[str, str]:
    """The periods of rows in order, each with what readers call it."""
    periods = sorted({row.period for row in rows}, key=days_of)
    return {one: period_ends(one, catalogue.language.gettext)[1] for one in periods}


def _sum(rows: list[SeriesRow], **wanted: str) -> int:
    """The sum of the rows that have these values in their columns."""
    own = [row for row in rows if all(getattr(row, name) == one for name, one in wanted.items())]
    return total({(row.period, row.measure, *row.groups): row.count for row in own})


def _line(
    label: str, rows: list[SeriesRow], periods: Iterable[str], **wanted: str
) -> tuple[Any, ...]:
    """A row of numbers by period, with their sum."""
    numbers = [_sum(rows, period=period, **wanted) for period in periods]
    return label, *numbers, sum(numbers)


def _axis(periods: Mapping[str, str], period: str) -> dict[str, Any]:
    """What an axis shows of a period; it is partial if it is shorter than the first."""
    (start, end), (first, last) = days_of(next(iter(periods))), days_of(period)
    label, short = periods[period], (last - first).days < 0.9 * (end - start).days
    return {"label": label.replace(" ", "|"), "period": label, "partial": short}


def _span(data: list[dict[str, Any]]) -> dict[str, Any]:
    """The first and the last period for a sentence, and the one that is partial, if any."""
    labels = [row["period"] for row in data] or [""]
    partial = next((row["period"] for row in data if row["partial"]), None)
    return {"first": labels[0], "last": labels[-1], "partial": partial}


def published_counts(catalogue: CgtCatalogue) -> list[dict[str, Any]]:
    """Series that have no wider one, in order, each with its term, figure and lines.

    `figure` is the address of the figure that shows the rows, or ''. Lines are (term of the part
    or None, beginning, end, row); beginning and end are those of its period, for readers.
    """
    gettext, terms = catalogue.language.gettext, catalogue.terms["series"].values()
    rows = sorted(catalogue.records["series"], key=lambda row: days_of(row.period))
    shown = []
    for term in (term for term in terms if not term.broader):
        lines: list[tuple[Term | None, str, str, SeriesRow]] = [
            (None if part is term else part, *period_ends(row.period, gettext), row)
            for part in terms
            if term.id in (part.id, part.broader)
            for row in rows
            if row.series == part.id
        ]
        figure = f"/trends/{term.id}/" if term.id in AWAITED and _rows(catalogue, term.id) else ""
        if lines:
            shown.append({"term": term, "figure": figure, "lines": [] if figure else lines})
    return shown
