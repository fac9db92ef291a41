"""The figure of pivotal results: response rates with their intervals, unlike things kept apart."""

from typing import Any

from ..catalogues import Catalogue
from ..cgt.colours import COLOURS, colour_of
from ..engine.figures import NARROW, WIDE, Figure, plural, tips, values
from ..evidence import is_rate
from ..records import Approval, Endpoint, Product

Result = tuple[Product, Approval, Endpoint]


def response_groups(catalogue: Catalogue) -> dict[tuple[str, str], list[Result]]:
    """Response rates with an interval, in order of approval, by (disease, measure).

    Results are like each other only within such a group.
    """
    found: dict[tuple[str, str], list[Result]] = {}
    for product, approval in catalogue.approvals:
        for end in approval.endpoints:
            if is_rate(catalogue, end):
                group = approval.disease, end.measure
                found.setdefault(group, []).append((product, approval, end))
    diseases, measures = (
        {id: i for i, id in enumerate(catalogue.terms[list])} for list in ("disease", "measure")
    )
    return dict(sorted(found.items(), key=lambda kv: (diseases[kv[0][0]], measures[kv[0][1]])))


def response_rates(catalogue: Catalogue) -> Figure:
    """A forest plot: one line per response rate, grouped by disease and measure, never ranked."""
    terms = catalogue.terms
    found = response_groups(catalogue)
    lines: list[dict[str, Any]] = []
    row = 0.0
    for (disease, measure), results in found.items():
        head = f"{terms['disease'][disease].leading}, {terms['measure'][measure].label}"
        lines.append({"row": row, "heading": head})
        for product, approval, end in results:
            row += 1
            lower, upper = end.bounds or (0, 0)
            type = terms["type"][product.type]
            time = catalogue.time_of(end)
            lines.append(
                {
                    "row": row,
                    "label": f"{product.name}{time}",
                    "product": product.name,
                    "time": time.removeprefix(", ") or terms["missing"][end.time_point].within,
                    "endpoint": terms["measure"][measure].label,
                    "value": end.number,
                    "lower": lower,
                    "upper": upper,
                    "said": f"{end.value}% ({end.lower}–{end.upper})",
                    "n": approval.subjects,
                    "short": f"{end.value}%, n = {approval.subjects}",
                    "shown": f"{end.value}% ({end.lower}–{end.upper}), n = {approval.subjects}",
                    "disease": terms["disease"][disease].label,
                    "trial": approval.trial,
                    "colour": colour_of(catalogue.groups[type.broader or "general"]),
                }
            )
        row += 1.5
    rows = [line for line in lines if "label" in line]

    def chart(alt: Any, wide: bool) -> Any:
        left, across = (240, 510) if wide else (4, NARROW - 6)
        y = alt.Y(
            "row:Q",
            scale=alt.Scale(domain=[-0.8, row - 0.6], reverse=True, nice=False),
            axis=None,
        )
        scale = alt.Scale(domain=[0, 100], range=[left, across], nice=False)
        axis = alt.Axis(
            orient="top", title=None, values=[0, 25, 50, 75, 100], labelExpr="datum.label + '%'",
            grid=True, domain=False, ticks=False,
        )  # fmt: skip
        base = alt.Chart(values(alt, rows)).encode(
            y=y,
            tooltip=tips(
                alt,
                product="Product",
                disease="Disease",
                endpoint="Endpoint",
                time="Time",
                said="Value (95% CI)",
                n="Subjects",
                trial="Trial",
            ),
        )
        down = 0 if wide else 9
        colour = alt.Color("colour:N", scale=None)
        spans = base.mark_rule(strokeWidth=2, yOffset=down).encode(
            x=alt.X("lower:Q", scale=scale, axis=axis), x2="upper:Q", color=colour
        )
        points = base.mark_point(
            shape="square", size=70, filled=True, opacity=1, yOffset=down
        ).encode(x=alt.X("value:Q", scale=scale, axis=axis), color=colour)
        labels = base.mark_text(align="left", dy=down - (0 if wide else 15)).encode(
            x=alt.value(0), text="label:N", color=alt.value(COLOURS["ink"])
        )
        numbers = base.mark_text(
            align="left" if wide else "right", dy=down - (0 if wide else 15)
        ).encode(
            x=alt.value(528 if wide else NARROW - 12),
            text="shown:N" if wide else "short:N",
            color=alt.value(COLOURS["soft"]),
        )
        heads = (
            alt.Chart(values(alt, [line for line in lines if "heading" in line]))
            .mark_text(align="left", fontWeight="bold", fontSize=12.5, color=COLOURS["ink"])
            .encode(x=alt.value(0), y=y, text="heading:N")
        )
        return alt.layer(spans, points, labels, numbers, heads).properties(
            width=WIDE if wide else NARROW, height=row * (23 if wide else 35)
        )

    widest = max(rows, key=lambda line: line["upper"] - line["lower"], default=None)
    sizes = [int(line["n"]) for line in rows if line["n"].isdigit()]
    among = f", from {min(sizes)} to {max(sizes)} subjects each" if len(set(sizes)) > 1 else ""
    return Figure(
        id="response-rates",
        title="Response rates of the pivotal trials, with their intervals",
        sentence=(
            f"{plural(len(rows), 'response rate')} of "
            f"{plural(len({line['product'] for line in rows}), 'product')}{among}; the widest "
            f"interval, of {widest['product']} ({widest['time']}), runs from "
            f"{widest['lower']:g}% to {widest['upper']:g}%."
            if widest
            else "No response rate has an interval."
        ),
        definition="The response rates of the efficacy column that have an interval, on the number "
        "of subjects printed there. Intervals are 95% confidence intervals as printed.",
        note="Results stand in groups of one disease and one measure, in order of approval. Trials "
        "differ in patients, definitions and time points: this is for looking up, not for ranking.",
        columns=("Disease", "Product", "Endpoint", "Time", "Value (95% CI)", "n"),
        rows=tuple(
            (
                line["disease"],
                line["product"],
                line["endpoint"],
                line["time"],
                line["said"],
                line["n"],
            )
            for line in rows
        ),
        source_ids=(catalogue.edition.supplement,),
        chart=chart,
        drawn=lines,
    )
