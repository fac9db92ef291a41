"""Figures of the approvals: when, of what, conditional or regular."""

from collections import Counter
from dataclasses import replace
from typing import Any

from ..catalogues import Catalogue
from ..cgt.colours import COLOURS, colour_of
from ..engine.dates import format_date
from ..engine.figures import (
    HALF_DISC,
    NARROW,
    WIDE,
    Figure,
    Series,
    bars,
    dimmed,
    is_partial,
    listed,
    partial_note,
    period,
    plural,
    tips,
    values,
    with_highlight,
)

STATUS = (
    Series(name="Regular", colour="regular", mark="disc"),
    Series(name="Conditional", colour="open", mark="half"),
)


def approvals_per_year(catalogue: Catalogue) -> Figure:
    """Approvals by year, conditional and regular told apart."""
    approvals = [approval for _, approval in catalogue.approvals]
    as_of = catalogue.edition.as_of
    years = range(approvals[0].approved.year, max(as_of.year, approvals[-1].approved.year) + 1)
    count = Counter(
        (a.approved.year, "Conditional" if a.conditional else "Regular") for a in approvals
    )
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
    conditional = sum(approval.conditional for approval in approvals)

    def chart(alt: Any, wide: bool) -> Any:
        return bars(
            alt,
            data,
            wide=wide,
            along="label",
            size="count",
            series=STATUS,
            colours=COLOURS,
            title="Approvals",
            tooltip={"year": "Year", "series": "Approval", "count": "Approvals"},
        )

    return Figure(
        id="approvals-per-year",
        title="Approvals per year, conditional and regular",
        sentence=f"{conditional} of {plural(len(approvals), 'approval')} "
        f"{'was' if conditional == 1 else 'were'} conditional.",
        definition="One approval is one row of Supplementary Table 2: one product for one "
        "indication. Conditional or regular as printed at approval; what became of it later is "
        "not in the source.",
        note=partial_note(as_of, sum(count[as_of.year, one.name] for one in STATUS)),
        columns=("Year", *(one.name for one in STATUS), "All"),
        rows=tuple(
            (
                str(year),
                *(count[year, one.name] for one in STATUS),
                sum(count[year, one.name] for one in STATUS),
            )
            for year in years
        ),
        source_ids=(catalogue.edition.supplement,),
        series=STATUS,
        chart=chart,
        drawn=data,
    )


def approvals_in_time(catalogue: Catalogue) -> Figure:
    """Each product on a line of its own, with its approvals as marks on a time axis."""
    types = list(catalogue.terms["type"])
    products = sorted(
        catalogue.products, key=lambda p: (types.index(p.type), p.approvals[0].approved)
    )
    labels = {p.id: f"{p.name} · {catalogue.terms['type'][p.type].label}" for p in products}
    data = [
        {
            "row": i,
            "product": product.name,
            "type": catalogue.terms["type"][product.type].label,
            "date": f"{approval.approved}T00:00:00Z",  # drawn on a scale of UTC, the same anywhere
            "day": format_date(approval.approved),
            "series": "Conditional" if approval.conditional else "Regular",
            "indication": approval.indication,
            "colour": colour_of(
                catalogue.groups[catalogue.terms["type"][product.type].broader or "general"]
            ),
        }
        for i, product in enumerate(products)
        for approval in product.approvals
    ]
    first = catalogue.approvals[0][1].approved
    as_of = catalogue.edition.as_of
    lines = [
        {
            "row": i,
            "label": labels[product.id],
            "from": f"{first.year}-01-01T00:00:00Z",
            "to": f"{as_of}T00:00:00Z",
        }
        for i, product in enumerate(products)
    ]

    def chart(alt: Any, wide: bool) -> Any:
        step = 30 if wide else 44
        left = 320 if wide else 4
        across = (WIDE if wide else NARROW) - 14
        span = [f"{first.year}-01-01T00:00:00Z", f"{as_of}T00:00:00Z"]
        scale = alt.Scale(type="utc", domain=span, range=[left, across])
        x = alt.X(
            "date:T",
            scale=scale,
            axis=alt.Axis(
                title=None, format="%Y", tickCount="year", grid=True, domain=False, ticks=False,
                labelAlign="left", labelOffset=2,
            ),
        )  # fmt: skip
        y = alt.Y(
            "row:Q",
            scale=alt.Scale(domain=[-0.6, len(products) - 0.4], reverse=True, nice=False),
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
            x=x,
            y=y,
            opacity=dimmed(alt),
            tooltip=tips(
                alt, product="Product", day="Approved", series="Approval", indication="Indication"
            ),
        )
        discs = base.mark_point(size=150, strokeWidth=2, filled=False, opacity=1).encode(
            stroke=alt.Color("colour:N", scale=None), fill=alt.value(COLOURS["paper"])
        )
        whole = (
            base.transform_filter("datum.series == 'Regular'")
            .mark_point(size=150, filled=True, opacity=1)
            .encode(fill=alt.Color("colour:N", scale=None))
        )
        halves = (
            base.transform_filter("datum.series == 'Conditional'")
            .mark_point(size=150, filled=True, opacity=1, shape=HALF_DISC)
            .encode(fill=alt.Color("colour:N", scale=None))
        )
        chart = with_highlight(alt, alt.layer(rules, names, discs, whole, halves))
        return chart.properties(width=WIDE if wide else NARROW, height=step * len(products) + 16)

    several = [product for product in products if len(product.approvals) > 1]
    newest = list(
        dict.fromkeys(p.name for p, a in catalogue.approvals if a.approved.year == as_of.year)
    )
    when = period(as_of.year, as_of).replace("|", " ")
    return Figure(
        id="approvals-in-time",
        title="Approvals on a time line, by product",
        sentence=f"{len(several)} of {len(products)} products "
        f"{'was' if len(several) == 1 else 'were'} approved more than once"
        + (f"; {when} brought {listed(newest)}." if newest else "."),
        definition="Every approval of every product, on the date printed in the source. A half "
        "disc is a conditional approval, a full disc a regular one; colour is the kind of therapy.",
        columns=("Approved", "Product", "Type", "Approval", "Indication"),
        rows=tuple(
            (row["day"], row["product"], row["type"], row["series"], row["indication"])
            for row in sorted(data, key=lambda row: str(row["date"]))
        ),
        source_ids=(catalogue.edition.supplement,),
        series=tuple(replace(one, colour="ink") for one in STATUS),
        chart=chart,
        drawn=[*lines, *data],
    )
