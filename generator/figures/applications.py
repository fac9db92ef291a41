"""The two supplementary figures, drawn once the workbook of applications is in data/."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..applications import Application
from ..catalogues import Catalogue
from ..cgt.colours import COLOURS, GROUPS
from ..engine.figures import Figure, Series, bars, is_partial, partial_note, period


def ind_applications(catalogue: Catalogue) -> Figure:
    """Applications by year of receipt, stacked by therapy group."""
    groups = list(catalogue.terms["therapy-group"].values()) if catalogue.applications else []
    years = _years(catalogue)
    count = Counter((a.year, a.group) for a in catalogue.applications)
    within = Counter((a.year, a.group, a.subgroup) for a in catalogue.applications if a.subgroup)
    series = tuple(
        Series(name=group.label, colour=GROUPS.get(group.broader or "", "general"))
        for group in groups
    )
    data = [
        {**_when(year, catalogue), "series": group.label, "count": count[year, group.id]}
        for year in years
        for group in groups
    ]
    rows: list[tuple[str | int, ...]] = []
    for group in groups:
        rows.append((group.label, *(numbers := [count[year, group.id] for year in years]),
                     sum(numbers)))  # fmt: skip
        for part in catalogue.terms["therapy-subgroup"].values():
            numbers = [within[year, group.id, part.id] for year in years]
            if sum(numbers):
                rows.append((f"– {part.label}", *numbers, sum(numbers)))
    totals = [sum(count[year, group.id] for group in groups) for year in years]
    rows += [("All", *totals, sum(totals))] * bool(groups)

    def chart(alt: Any, wide: bool) -> Any:
        return bars(
            alt, data, wide=wide, along="label", size="count", series=series,
            colours=COLOURS,
            title="Applications",
            tooltip={"year": "Year", "series": "Therapy group", "count": "Applications"},
        )  # fmt: skip

    return Figure(
        id="ind-applications",
        title="Applications for clinical trials per year, by therapy group",
        sentence=_compared(catalogue),
        definition="Applications received by the Center for Drug Evaluation, in the year of "
        "receipt, IND and supplemental ones together. Supplemental ones asked to move a trial to "
        "its next phase, which earlier rules required to be filed apart.",
        note=_partly(catalogue, catalogue.applications),
        columns=("Therapy group", *(str(year) for year in years), "All"),
        rows=tuple(rows),
        source_ids=(catalogue.edition.supplement,),
        series=series,
        chart=chart,
        drawn=data,
    )


def ind_conclusions(catalogue: Catalogue) -> Figure:
    """Review conclusions by year of receipt, and how many trials were initiated."""
    found = [a for a in catalogue.applications if a.conclusion]
    conclusions = list(catalogue.terms["conclusion"].values()) if found else []
    years = _years(catalogue) if found else range(0)
    count = Counter((a.year, a.conclusion) for a in found)
    started = Counter(a.year for a in catalogue.applications if a.started)
    knows_start = any(a.started is not None for a in catalogue.applications)
    shades = ("shade-1", "shade-3", "shade-4")
    series = tuple(
        Series(name=term.label, colour=shades[min(i, 2)]) for i, term in enumerate(conclusions)
    )
    data = [
        {**_when(year, catalogue), "series": term.label, "count": count[year, term.id]}
        for year in years
        for term in conclusions
    ]
    starts = [{**_when(year, catalogue), "started": started[year]} for year in years]

    def chart(alt: Any, wide: bool) -> Any:
        base = bars(
            alt, data, wide=wide, along="label", size="count", series=series,
            colours=COLOURS,
            light=[one.name for one in series[1:]], title="Applications",
            tooltip={"year": "Year", "series": "Conclusion", "count": "Applications"},
        )  # fmt: skip
        if not knows_start:
            return base
        marks = (
            alt.Chart(alt.Data(values=starts))
            .mark_tick(thickness=3, size=34 if wide else 22, color=COLOURS["open"], opacity=1)
            .encode(x="label:O", y="started:Q", tooltip=[
                alt.Tooltip("year:N", title="Year"),
                alt.Tooltip("started:Q", title="Clinical trials initiated"),
            ])
        )  # fmt: skip
        base.layer = [*base.layer, marks]
        return base

    named = [f"{sum(count[y, term.id] for y in years)} {term.within}" for term in conclusions]
    began = f"; {sum(started.values())} clinical trials were initiated" * knows_start
    return Figure(
        id="ind-conclusions",
        title="Review conclusions of applications, and clinical trials initiated",
        sentence=f"Of {len(found)} applications with a conclusion: {', '.join(named)}{began}.",
        definition="Conclusions in the year in which the application was received. Terminated "
        "means withdrawn by the applicant, or on the suggestion of the Center for Drug Evaluation "
        "because it would be refused."
        + " The line across a bar marks the clinical trials initiated."
        * knows_start,
        note=_partly(catalogue, found),
        columns=(
            "Year",
            *(term.label for term in conclusions),
            *(["Clinical trials initiated"] if knows_start else []),
        ),
        rows=tuple(
            (
                str(year),
                *(count[year, term.id] for term in conclusions),
                *([started[year]] if knows_start else []),
            )
            for year in years
        ),
        source_ids=(catalogue.edition.supplement,),
        series=series,
        chart=chart,
        drawn=[*data, *starts],
    )


def _years(catalogue: Catalogue) -> range:
    years = [a.year for a in catalogue.applications]
    return range(min(years), max(years) + 1) if years else range(0)


def _when(year: int, catalogue: Catalogue) -> dict[str, Any]:
    as_of = catalogue.edition.as_of
    return {"label": period(year, as_of), "year": str(year), "partial": is_partial(year, as_of)}


def _partly(catalogue: Catalogue, found: Iterable[Application]) -> str:
    as_of = catalogue.edition.as_of
    return partial_note(as_of, sum(a.year == as_of.year for a in found))


def _compared(catalogue: Catalogue) -> str:
    """The totals of the file beside the published ones."""
    applications: tuple[Application, ...] = catalogue.applications
    inds = sum(a.kind == "ind" for a in applications)
    found = {
        "applications-total": len(applications),
        "inds-total": inds,
        "supplementals-total": len(applications) - inds,
    }
    supplement = catalogue.sources[catalogue.edition.supplement]
    said = {s.property: int(s.value) for s in supplement.statements if s.property in found}
    differ = [
        f"{catalogue.terms['property'][name].within} {found[name]}, published {total}"
        for name, total in said.items()
        if found[name] != total
    ]
    years = _years(catalogue)
    return (
        f"{len(applications)} applications from {years[0]} to {years[-1]}: {inds} INDs and "
        f"{len(applications) - inds} supplemental. "
        + (
            f"The file differs from the published totals: {'; '.join(differ)}."
            if differ
            else "The published totals are the same."
        )
        if applications
        else ""
    )
