"""Figures of products: when they were approved, and on what results."""

from collections import Counter
from typing import Any

from ...engine.dates import PartialDate, format_date, month_name
from ...engine.figures import (
    HALF_DISC,
    NARROW,
    WIDE,
    Figure,
    Rows,
    at_left,
    chart_of,
    grouped_rows,
    headings,
    is_partial,
    row_axis,
    tips,
    without_hidden,
)
from ...engine.languages import N_
from ..catalogue import CgtCatalogue
from ..rates import Result, response_groups, self_checks
from .therapies import COLOURS, colour_of
from .years import STATUS

PAIR = N_("{}, {}")  # a thing and what is said of it
MOST_DRAWN = 16  # lines of a figure, each with two texts, and of its table: more cannot be read


def approvals_in_time(catalogue: CgtCatalogue) -> Figure:
    """Each product on a line of its own, with its approvals as marks on a time axis."""
    types = catalogue.terms["type"]
    order = {name: i for i, name in enumerate(types)}
    core, as_of = catalogue.core, catalogue.settings.as_of
    gettext = catalogue.language.gettext
    days: dict[str, list[PartialDate]] = {}  # of approvals of the supplement, by product
    for product, approval in core.approvals:
        days.setdefault(product.id, []).append(approval.approved)
    by_last = sorted((p for p in core.products if p.id in days), key=lambda p: days[p.id][-1])
    latest = by_last[-MOST_DRAWN:]
    products = sorted(latest, key=lambda p: (order[p.type], days[p.id][0]))
    first = min((days[p.id][0].first for p in products), default=as_of)
    span = {"from": _moment(f"{first.year}-01-01"), "to": _moment(as_of)}
    lines = [
        {"row": i, "label": f"{product.name} · {types[product.type].label}", **span}
        for i, product in enumerate(products)
    ]
    marks = {
        approval.id: {
            "product": product.name,
            "type": types[product.type].label,
            "date": _moment(approval.approved.first),
            "day": format_date(approval.approved, gettext=gettext),
            "series": STATUS[approval.status].name,
            "indication": approval.indication,
            "colour": COLOURS[STATUS[approval.status].colour],
            "path": approval.path,
        }
        for product, approval in core.approvals
    }
    drawn: Rows = [
        {"row": i, **marks[approval.id]}
        for i, product in enumerate(products)
        for approval in product.approvals
        if approval.id in marks
    ]
    columns = ("day", "product", "type", "series", "indication")
    statuses = {"regular", "conditional", *(approval.status for _, approval in core.approvals)}
    newest = [p.name for p, a in core.approvals if a.approved.year == as_of.year]
    times = Counter(product.id for product, _ in core.approvals)
    return Figure(
        id="approvals-in-time",
        values={
            "several": sum(number > 1 for number in times.values()),
            "beyond": len(catalogue.approvals) - len(core.approvals),
            "products": len(by_last),
            "left": len(by_last) - len(products),
            "newest": list(dict.fromkeys(newest)) if len(products) == len(by_last) else [],
            "year": as_of.year,
            "until": month_name(as_of, gettext) if is_partial(as_of.year, as_of) else "",
        },
        columns=(N_("Approved"), N_("Product"), N_("Type"), N_("Approval"), N_("Indication")),
        rows=tuple(tuple(mark[name] for name in columns) for mark in marks.values()),
        sources=(catalogue.sources[catalogue.settings.supplement],),
        paths=tuple(mark["path"] for mark in marks.values()),
        linked=1,
        drawn=frozenset(mark["path"] for mark in drawn),
        series=tuple(one for status, one in STATUS.items() if status in statuses),
        chart=_time_lines,
        data=[*lines, *drawn],
    )


def _moment(day: object) -> str:
    """A day for a scale of UTC, which is drawn the same anywhere."""
    return f"{day}T00:00:00Z"


def _time_lines(alt: Any, figure: Figure, wide: bool) -> Any:
    """A line for each product, with a whole or half disc for each approval."""
    lines = chart_of(alt, figure.data, "label")
    span, count = figure.data[0], len(lines.data.values)
    across = [380 if wide else 4, (WIDE if wide else NARROW) - 14]
    scale = alt.Scale(type="utc", domain=[span["from"], span["to"]], range=across)
    axis = alt.Axis(
        title=figure.axis, format="%Y", tickCount="year", grid=True, domain=False, ticks=False,
        labelAlign="left", labelOffset=2, labelSeparation=4,
    )  # fmt: skip
    places = row_axis(alt, -0.6, count - 0.4)
    rules = lines.mark_rule(stroke=COLOURS["rule"]).encode(
        x=alt.X("from:T", scale=scale), x2="to:T", y=places
    )
    names = at_left(
        alt, lines.encode(y=places), "label", dy=0 if wide else -15, color=COLOURS["ink"], limit=358
    )
    base = without_hidden(chart_of(alt, figure.data, "date")).encode(
        x=alt.X("date:T", scale=scale, axis=axis),
        y=places,
        tooltip=tips(
            alt,
            product=N_("Product"),
            day=N_("Approved"),
            series=N_("Approval"),
            indication=N_("Indication"),
        ),
    )
    colour = alt.Color("colour:N", scale=None)
    shapes = {"disc": "circle", "half": HALF_DISC, "square": "square"}
    discs = base.mark_point(size=150, strokeWidth=2, filled=False, opacity=1)
    fills = [
        base.transform_filter(alt.FieldEqualPredicate(field="series", equal=one.name))
        .mark_point(size=150, filled=True, opacity=1, shape=shapes[one.mark])
        .encode(fill=colour)
        for one in figure.series
    ]
    return alt.layer(
        rules, names, discs.encode(stroke=colour, fill=alt.FillValue(COLOURS["paper"])), *fills
    ).properties(height=(30 if wide else 44) * count + 16)


def response_rates(catalogue: CgtCatalogue) -> Figure:
    """A forest plot: one line per response rate, grouped by disease and measure, never ranked."""
    listed = [
        (group, one)
        for group in response_groups(catalogue)
        for one in group.results
        if one.approval.in_supplement
    ]
    latest = sorted((one for _, one in listed), key=lambda one: one.approval.approved)
    drawn = {one.endpoint.id for one in latest[-MOST_DRAWN:]}
    gettext, groups = catalogue.language.gettext, dict[str, Rows]()
    for (disease, measure, _), one in listed:
        if one.endpoint.id in drawn:
            heading = gettext(PAIR).format(disease.leading, measure.label)
            groups.setdefault(heading, []).append(_rate(catalogue, one))
    rates = [_rate(catalogue, one) for _, one in listed]
    checks = [one for one in self_checks(catalogue).values() if one.endpoint.id in drawn]
    sizes = [int(rate["n"]) for rate in rates if rate["n"].isdigit()]
    columns = ("disease", "product", "endpoint", "time", "digits", "from", "to", "n")
    return Figure(
        id="response-rates",
        values={
            "rates": len(rates),
            "left": len(rates) - len(drawn),
            "products": len({rate["product"] for rate in rates}),
            "widest": max(rates, key=lambda rate: rate["upper"] - rate["lower"], default=None),
            "doubted": [check for check in checks if not check.reproduces],
            "smallest": min(sizes, default=None),
            "largest": max(sizes, default=None),
        },
        columns=(
            *(N_("Disease"), N_("Product"), N_("Endpoint"), N_("Time"), "%"),
            *(N_("95% CI from"), N_("to"), "n"),
        ),
        rows=tuple(tuple(rate[name] for name in columns) for rate in rates),
        sources=(catalogue.sources[catalogue.settings.supplement],),
        paths=tuple(rate["path"] for rate in rates),
        linked=1,
        drawn=frozenset(rate["path"] for own in groups.values() for rate in own),
        chart=_forest,
        data=grouped_rows(groups.items(), 1.5),
    )


def _rate(catalogue: CgtCatalogue, result: Result) -> dict[str, Any]:
    """What the plot shows of a result."""
    (product, approval, end), terms = result, catalogue.terms
    gettext = catalogue.language.gettext
    time = end.time_point_term
    lower, upper = end.bounds or (0, 0)
    value = f"{end.value}% ({end.lower}–{end.upper})"
    check = self_checks(catalogue).get(end.id)
    size = f"{approval.subjects} (?)" if check and not check.reproduces else approval.subjects
    return {
        "label": gettext(PAIR).format(product.name, time.label) if time else product.name,
        "product": product.name,
        "time": time.label if time else terms["missing"][end.time_point].within,
        "endpoint": terms["measure"][end.measure].label,
        "number": end.number,
        "lower": lower,
        "upper": upper,
        "value": value,
        "digits": end.value,
        "from": end.lower,
        "to": end.upper,
        "n": approval.subjects,
        "short": f"{end.value}%{' (?)' if size != approval.subjects else ''}",
        "shown": f"{value}, n = {size}",
        "disease": terms["disease"][approval.disease].label,
        "trial": approval.trial,
        "path": f"{product.path}#{end.id}",
        "colour": colour_of(catalogue.group_of(product)),
    }


def _forest(alt: Any, figure: Figure, wide: bool) -> Any:
    """A point and a line from 0 to 100 % for each result, under the heading of its group."""
    down, above, across = (0, 0, [276, WIDE - 210]) if wide else (9, -6, [4, NARROW - 6])
    height = figure.data[-1]["row"] + 1.5
    places = row_axis(alt, -0.8, height - 0.6)
    scale = alt.Scale(domain=[0, 100], range=across, nice=False)
    axis = alt.Axis(
        orient="top", title=figure.axis, values=[0, 25, 50, 75, 100],
        labelExpr="datum.label + '%'", grid=True, domain=False, ticks=False,
    )  # fmt: skip
    tooltip = tips(
        alt, product=N_("Product"), disease=N_("Disease"), endpoint=N_("Endpoint"), time=N_("Time"),
        value=N_("Value (95% CI)"), n=N_("Subjects"), trial=N_("Trial"),
    )  # fmt: skip
    base = chart_of(alt, figure.data, "label").encode(y=places, tooltip=tooltip)
    colour = alt.Color("colour:N", scale=None)
    spans = base.mark_rule(strokeWidth=2, yOffset=down).encode(
        x=alt.X("lower:Q", scale=scale, axis=axis), x2="upper:Q", color=colour
    )
    points = base.mark_point(shape="square", size=70, filled=True, opacity=1, yOffset=down).encode(
        x=alt.X("number:Q", scale=scale, axis=axis), color=colour
    )
    labels = at_left(alt, base, "label", dy=above, color=COLOURS["ink"])
    numbers = base.mark_text(
        align="left" if wide else "right", dy=above, color=COLOURS["soft"]
    ).encode(
        x=alt.XValue(WIDE - 192 if wide else NARROW - 12), text="shown:N" if wide else "short:N"
    )
    return alt.layer(
        spans, points, labels, numbers, headings(alt, figure, places, fontSize=12.5)
    ).properties(height=height * (23 if wide else 35))
