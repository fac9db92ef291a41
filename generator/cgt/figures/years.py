"""Figures by year: guidelines, approvals, and both added up."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from ...engine.dates import format_date
from ...engine.figures import Figure, Rows, Series, bars, chart_of, is_partial, tips, year_label
from ...engine.languages import N_
from ..catalogue import CgtCatalogue
from .therapies import COLOURS

SHADES = ("shade-1", "shade-2", "shade-3", "shade-4")
STATUS = {
    "regular": Series(name=N_("Regular"), colour="regular", mark="disc"),
    "conditional": Series(name=N_("Conditional"), colour="open", mark="half"),
    "unknown": Series(name=N_("Not reported"), colour="soft", mark="square"),
}


def guidelines_per_year(catalogue: CgtCatalogue) -> Figure:
    """Guidelines of the supplement by year of issue, stacked by subject."""
    guidelines = catalogue.core.guidelines
    subjects = {name: one for name, one in catalogue.terms["subject"].items()
                if any(guideline.subject == name for guideline in guidelines)}  # fmt: skip
    as_of, total = catalogue.settings.as_of, Counter(one.year for one in guidelines)
    number = max(total.values(), default=0)
    most = [year for year in sorted(total) if total[year] == number]
    return _per_year(
        catalogue,
        "guidelines-per-year",
        Counter((one.year, subjects[one.subject].label) for one in guidelines),
        [
            Series(name=subject.label, colour=SHADES[min(i, len(SHADES) - 1)])
            for i, subject in enumerate(subjects.values())
        ],
        {"year": N_("Year"), "series": N_("Subject"), "count": N_("Guidelines")},
        most=most,
        number=number,
        year=as_of.year,
        latest=0 if as_of.year in most else total[as_of.year],
        beyond=len(catalogue.guidelines) - len(guidelines),
        table=_table(guidelines),
    )


def approvals_per_year(catalogue: CgtCatalogue) -> Figure:
    """Approvals of the supplement by year, conditional and regular apart."""
    approvals = [approval for _, approval in catalogue.core.approvals]
    statuses = {"regular", "conditional", *(approval.status for approval in approvals)}
    return _per_year(
        catalogue,
        "approvals-per-year",
        Counter((a.approved.first.year, STATUS[a.status].name) for a in approvals),
        [series for status, series in STATUS.items() if status in statuses],
        {"year": N_("Year"), "series": N_("Approval"), "count": N_("Approvals")},
        conditional=sum(approval.status == "conditional" for approval in approvals),
        beyond=len(catalogue.approvals) - len(approvals),
        table=_table(approvals),
    )


def _paths(catalogue: CgtCatalogue, years: Iterable[int]) -> dict[int, str]:
    """The address of the page of each year, or '' if nothing is of that year."""
    return {year: f"/years/{year}/" if year in catalogue.years else "" for year in years}


def _table(rows: Sequence[Any]) -> str:
    """The name of the table of the source that rows were read from; '' if there are none."""
    return next((str(row.source_table) for row in rows), "")


def _per_year(
    catalogue: CgtCatalogue,
    name: str,
    count: Counter[tuple[int, str]],
    series: Sequence[Series],
    tooltip: dict[str, str],
    **values: Any,
) -> Figure:
    """A figure of how many there are of each year and series, from the first to the cut-off."""
    as_of, counted = catalogue.settings.as_of, [year for year, _ in count]
    years = range(min(counted), max(as_of.year, *counted) + 1) if counted else range(0)
    paths = _paths(catalogue, years)
    total = {year: sum(count[year, one.name] for one in series) for year in years}
    partial_year = as_of.year if total.get(as_of.year) and is_partial(as_of.year, as_of) else None
    return Figure(
        id=name,
        values={"total": count.total(), "partial": partial_year, **values},
        columns=(N_("Year"), *(one.name for one in series), N_("All")),
        rows=tuple(
            (str(year), *(count[year, one.name] for one in series), total[year]) for year in years
        ),
        sources=(catalogue.sources[catalogue.settings.supplement],),
        series=tuple(series),
        paths=tuple(paths.values()),
        chart=partial(bars, colours=COLOURS, tooltip=tooltip),
        data=[
            {
                "label": year_label(year, as_of, catalogue.language.gettext),
                "year": str(year),
                "partial": is_partial(year, as_of),
                "series": one.name,
                "count": count[year, one.name],
                "path": paths[year],
            }
            for year in years
            for one in series
        ],
    )


def cumulative(catalogue: CgtCatalogue) -> Figure:
    """Guidelines and approvals up to the end of each year."""
    as_of, core = catalogue.settings.as_of, catalogue.core
    years = core.years or [as_of.year]
    gettext, span = catalogue.language.gettext, range(years[0], years[-1] + 1)
    until = format_date(f"{as_of:%Y-%m}", gettext=gettext)
    ends = {
        year: gettext("end of {year}").format(year=year) if year < as_of.year else until
        for year in span
    }
    paths = _paths(catalogue, span)
    guidelines, approvals = core.guidelines, [approval for _, approval in core.approvals]
    beyond = len(catalogue.guidelines) + len(catalogue.approvals)
    beyond -= len(guidelines) + len(approvals)
    counted = {
        N_("Guidelines"): [guideline.year for guideline in guidelines],
        N_("Approvals"): [approval.approved.first.year for approval in approvals],
    }
    drawn: Rows = [
        {
            "year": year_label(year, as_of, gettext),
            "until": ends[year],
            "partial": is_partial(year, as_of),
            "series": name,
            "total": sum(y <= year for y in own),
            "path": paths[year],
        }
        for year in span
        for name, own in counted.items()
    ]
    return Figure(
        id="cumulative",
        values={
            "first": span[0],
            "until": until,
            "guidelines": len(guidelines),
            "approvals": len(approvals),
            "tables": [one for one in (_table(guidelines), _table(approvals)) if one],
            "beyond": beyond,
            "partial": as_of.year if span[-1] == as_of.year else None,
        },
        columns=(N_("Up to"), *counted),
        rows=tuple(
            (end, *(row["total"] for row in drawn if row["until"] == end)) for end in ends.values()
        ),
        sources=(catalogue.sources[catalogue.settings.supplement],),
        paths=tuple(paths.values()),
        chart=_lines,
        data=drawn,
    )


def _lines(alt: Any, figure: Figure, wide: bool) -> Any:
    """A line for each series, with its numbers, and its name at the end."""
    domain, colours = ["Guidelines", "Approvals"], [COLOURS["soft"], COLOURS["link"]]
    colour = alt.Color("series:N", scale=alt.Scale(domain=domain, range=colours), legend=None)
    x = alt.X(
        "year:O",
        sort=None,
        axis=alt.Axis(
            title=None, labelAngle=0, ticks=False, grid=False, labelExpr="split(datum.label, '|')"
        ),
        scale=alt.Scale(paddingOuter=0.3),
    )
    y = alt.Y("total:Q", axis=alt.Axis(title=figure.axis, tickCount=5, domain=False, ticks=False))
    base = chart_of(alt, figure.data, "total").encode(x=x, y=y, color=colour)
    points = base.mark_point(size=60, filled=True, opacity=1).encode(
        tooltip=tips(alt, until=N_("Up to"), series=N_("Counted"), total=N_("In all"))
    )
    *_, before, last = ("", *dict.fromkeys(row["year"] for row in figure.data))
    latest = [row for row in figure.data if row["year"] == last]
    ends = chart_of(alt, latest, "total").mark_text(dy=20 if wide else 27, align="right", dx=14)
    whole = [row for row in figure.data if not row["partial"]]
    dashed = (before, last) if latest[0]["partial"] else ()  # years
    part = [row for row in figure.data if row["year"] in dashed]
    lines = [
        chart_of(alt, rows, "total")
        .mark_line(strokeWidth=2.5, **dash)
        .encode(x=x, y=y, color=colour)
        for rows, dash in ((whole, {}), (part, {"strokeDash": [4, 4]}))
        if rows
    ]
    return alt.layer(
        *lines,
        points,
        base.mark_text(dy=-11, fontWeight="bold").encode(text="total:Q"),
        ends.encode(x=x, y=y, text="series:N", color=colour),
    ).properties(height=280 if wide else 240)
