"""The figure of pivotal results: response rates with their intervals, unlike things kept apart."""

from typing import Any

from ...engine.figures import COLOURS, NARROW, WIDE, Figure, tips, values
from ..catalogue import CgtCatalogue
from ..colours import colour_of
from ..evidence import response_groups
from ..tables import Approval, Endpoint, Product


def response_rates(catalogue: CgtCatalogue) -> Figure:
    """A forest plot: one line per response rate, grouped by disease and measure, never ranked."""
    lines: list[dict[str, Any]] = []
    row = 0.0
    for disease, measure, results in response_groups(catalogue):
        lines.append({"row": row, "heading": f"{disease.leading}, {measure.label}"})
        for result in results:
            row += 1
            lines.append({"row": row, **_line(catalogue, *result)})
        row += 1.5
    rows = [line for line in lines if "label" in line]

    def chart(alt: Any, wide: bool) -> Any:
        return _forest(alt, wide, lines, row)

    sizes = [int(line["n"]) for line in rows if line["n"].isdigit()]
    return Figure(
        id="response-rates",
        values={
            "rates": len(rows),
            "products": len({line["product"] for line in rows}),
            "widest": max(rows, key=lambda line: line["upper"] - line["lower"], default=None),
            "smallest": min(sizes, default=None),
            "largest": max(sizes, default=None),
        },
        columns=("Disease", "Product", "Endpoint", "Time", "Value (95% CI)", "n"),
        rows=tuple(
            tuple(line[name] for name in ("disease", "product", "endpoint", "time", "value", "n"))
            for line in rows
        ),
        source_ids=(catalogue.settings.supplement,),
        chart=chart,
        drawn=lines,
    )


def _line(
    catalogue: CgtCatalogue, product: Product, approval: Approval, end: Endpoint
) -> dict[str, Any]:
    """What the plot shows of a result."""
    terms = catalogue.terms
    time = end.time_point_term or terms["missing"][end.time_point]
    lower, upper = end.bounds or (0, 0)
    value = f"{end.value}% ({end.lower}–{end.upper})"
    return {
        "label": f"{product.name}, {time.label}" if end.time_point_term else product.name,
        "product": product.name,
        "time": time.label if end.time_point_term else time.within,
        "endpoint": terms["measure"][end.measure].label,
        "number": end.number,
        "lower": lower,
        "upper": upper,
        "value": value,
        "n": approval.subjects,
        "short": f"{end.value}%, n = {approval.subjects}",
        "shown": f"{value}, n = {approval.subjects}",
        "disease": terms["disease"][approval.disease].label,
        "trial": approval.trial,
        "colour": colour_of(catalogue.group_of(product)),
    }


def _forest(alt: Any, wide: bool, lines: list[dict[str, Any]], height: float) -> Any:
    """A point and a line from 0 to 100 % for each result, under the heading of its group."""
    left, across = (240, 510) if wide else (4, NARROW - 6)
    y = alt.Y(
        "row:Q",
        scale=alt.Scale(domain=[-0.8, height - 0.6], reverse=True, nice=False),
        axis=None,
    )
    scale = alt.Scale(domain=[0, 100], range=[left, across], nice=False)
    axis = alt.Axis(
        orient="top", title=None, values=[0, 25, 50, 75, 100], labelExpr="datum.label + '%'",
        grid=True, domain=False, ticks=False,
    )  # fmt: skip
    tooltip = tips(
        alt, product="Product", disease="Disease", endpoint="Endpoint", time="Time",
        value="Value (95% CI)", n="Subjects", trial="Trial",
    )  # fmt: skip
    rows = [line for line in lines if "label" in line]
    base = alt.Chart(values(alt, rows)).encode(y=y, tooltip=tooltip)
    down = 0 if wide else 9
    colour = alt.Color("colour:N", scale=None)
    spans = base.mark_rule(strokeWidth=2, yOffset=down).encode(
        x=alt.X("lower:Q", scale=scale, axis=axis), x2="upper:Q", color=colour
    )
    points = base.mark_point(shape="square", size=70, filled=True, opacity=1, yOffset=down).encode(
        x=alt.X("number:Q", scale=scale, axis=axis), color=colour
    )
    above = down - (0 if wide else 15)
    labels = base.mark_text(align="left", dy=above).encode(
        x=alt.value(0), text="label:N", color=alt.value(COLOURS["ink"])
    )
    numbers = base.mark_text(align="left" if wide else "right", dy=above).encode(
        x=alt.value(528 if wide else NARROW - 12),
        text="shown:N" if wide else "short:N",
        color=alt.value(COLOURS["soft"]),
    )
    headings = (
        alt.Chart(values(alt, [line for line in lines if "heading" in line]))
        .mark_text(align="left", fontWeight="bold", fontSize=12.5, color=COLOURS["ink"])
        .encode(x=alt.value(0), y=y, text="heading:N")
    )
    return alt.layer(spans, points, labels, numbers, headings).properties(
        width=WIDE if wide else NARROW, height=height * (23 if wide else 35)
    )
