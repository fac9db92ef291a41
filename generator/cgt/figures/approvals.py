"""Figures of the approvals: when, of what, conditional or regular."""

from collections import Counter
from dataclasses import replace
from typing import Any

from ...engine.dates import format_date
from ...engine.figures import (
    HALF_DISC,
    NARROW,
    WIDE,
    Figure,
    Series,
    bars,
    dimmed,
    is_partial,
    period,
    tips,
    values,
    with_highlight,
)
from ..catalogue import CgtCatalogue
from ..colours import COLOURS, colour_of

STATUS = (
    Series(name="Regular", colour="regular", mark="disc"),
    Series(name="Conditional", colour="open", mark="half"),
)


def approvals_per_year(catalogue: CgtCatalogue) -> Figure:
    """Approvals by year, conditional and regular apart."""
    approvals = [approval for _, approval in catalogue.approvals]
    as_of = catalogue.settings.as_of
    years = range(approvals[0].approved.year, max(as_of.year, approvals[-1].approved.year) + 1)
    count = Counter(
        (a.approved.year, "Conditional" if a.conditional else "Regular") for a in approvals
    )
    total = {year: sum(count[year, one.name] for one in STATUS) for year in years}
    data = [
        {
            "label": period(year, as_of),
            "year": str(year),
            "partial": is_partial(year, as_of),
            "series": one.name,
            "count": count[year, one.name],
        }
        for year in years
        for one in STATUS
    ]

    def chart(alt: Any, wide: bool) -> Any:
        return bars(
            alt, data, wide=wide, along="label", size="count", series=STATUS, colours=COLOURS,
            title="Approvals",
            tooltip={"year": "Year", "series": "Approval", "count": "Approvals"},
        )  # fmt: skip

    return Figure(
        id="approvals-per-year",
        values={
            "conditional": sum(approval.conditional for approval in approvals),
            "total": len(approvals),
            "partial": as_of.year if total[as_of.year] and is_partial(as_of.year, as_of) else None,
        },
        columns=("Year", *(one.name for one in STATUS), "All"),
        rows=tuple(
            (str(year), *(count[year, one.name] for one in STATUS), total[year]) for year in years
        ),
        source_ids=(catalogue.settings.supplement,),
        series=STATUS,
        chart=chart,
        drawn=data,
    )


def approvals_in_time(catalogue: CgtCatalogue) -> Figure:
    """Each product on a line of its own, with its approvals as marks on a time axis."""
    types = list(catalogue.terms["type"])
    products = sorted(
        catalogue.products, key=lambda p: (types.index(p.type), p.approvals[0].approved)
    )
    labels = {p.id: catalogue.terms["type"][p.type].label for p in products}
    data = [
        {
            "row": i,
            "product": product.name,
            "type": labels[product.id],
            "date": _moment(approval.approved),
            "day": format_date(approval.approved).replace("\u00a0", " "),
            "series": "Conditional" if approval.conditional else "Regular",
            "indication": approval.indication,
            "colour": colour_of(catalogue.group_of(product)),
        }
        for i, product in enumerate(products)
        for approval in product.approvals
    ]
    first, as_of = catalogue.approvals[0][1].approved, catalogue.settings.as_of
    span = [f"{first.year}-01-01T00:00:00Z", _moment(as_of)]
    lines = [
        {"row": i, "label": f"{p.name} · {labels[p.id]}", "from": span[0], "to": span[1]}
        for i, p in enumerate(products)
    ]

    def chart(alt: Any, wide: bool) -> Any:
        return _time_lines(alt, wide, lines, data, span)

    newest = [p.name for p, a in catalogue.approvals if a.approved.year == as_of.year]
    return Figure(
        id="approvals-in-time",
        values={
            "several": sum(len(product.approvals) > 1 for product in products),
            "products": len(products),
            "newest": list(dict.fromkeys(newest)),
            "latest": period(as_of.year, as_of).replace("|", " "),
        },
        columns=("Approved", "Product", "Type", "Approval", "Indication"),
        rows=tuple(
            (row["day"], row["product"], row["type"], row["series"], row["indication"])
            for row in sorted(data, key=lambda row: str(row["date"]))
        ),
        source_ids=(catalogue.settings.supplement,),
        series=tuple(replace(one, colour="ink") for one in STATUS),
        chart=chart,
        drawn=[*lines, *data],
    )


def _moment(day: object) -> str:
    """A day for a scale of UTC, which is drawn the same anywhere."""
    return f"{day}T00:00:00Z"


def _time_lines(
    alt: Any, wide: bool, lines: list[dict[str, Any]], data: list[dict[str, Any]], span: list[str]
) -> Any:
    """A line for each product, with a whole or half disc for each approval."""
    across = (WIDE if wide else NARROW) - 14
    scale = alt.Scale(type="utc", domain=span, range=[320 if wide else 4, across])
    axis = alt.Axis(
        title=None, format="%Y", tickCount="year", grid=True, domain=False, ticks=False,
        labelAlign="left", labelOffset=2,
    )  # fmt: skip
    y = alt.Y(
        "row:Q",
        scale=alt.Scale(domain=[-0.6, len(lines) - 0.4], reverse=True, nice=False),
        axis=None,
    )
    rules = (
        alt.Chart(values(alt, lines))
        .mark_rule(stroke=COLOURS["rule"])
        .encode(x=alt.X("from:T", scale=scale), x2="to:T", y=y)
    )
    names = (
        alt.Chart(values(alt, lines))
        .mark_text(align="left", dy=0 if wide else -15, color=COLOURS["ink"], limit=318)
        .encode(x=alt.value(0), y=y, text="label:N")
    )
    base = alt.Chart(values(alt, data)).encode(
        x=alt.X("date:T", scale=scale, axis=axis),
        y=y,
        opacity=dimmed(alt),
        tooltip=tips(
            alt, product="Product", day="Approved", series="Approval", indication="Indication"
        ),
    )
    colour = alt.Color("colour:N", scale=None)
    discs = base.mark_point(size=150, strokeWidth=2, filled=False, opacity=1).encode(
        stroke=colour, fill=alt.value(COLOURS["paper"])
    )
    whole = (
        base.transform_filter("datum.series == 'Regular'")
        .mark_point(size=150, filled=True, opacity=1)
        .encode(fill=colour)
    )
    halves = (
        base.transform_filter("datum.series == 'Conditional'")
        .mark_point(size=150, filled=True, opacity=1, shape=HALF_DISC)
        .encode(fill=colour)
    )
    drawn = with_highlight(alt, alt.layer(rules, names, discs, whole, halves))
    return drawn.properties(
        width=WIDE if wide else NARROW, height=(30 if wide else 44) * len(lines) + 16
    )
