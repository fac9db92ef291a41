"""The figure of published counts: products in clinical stages, by therapy group."""

from typing import Any

from ..catalogues import Catalogue
from ..cgt.colours import COLOURS, colour_of
from ..engine.figures import NARROW, WIDE, Figure, tips, values


def stages(catalogue: Catalogue) -> Figure:
    """Published counts of products in clinical stages, by therapy group."""
    properties = catalogue.terms["property"]
    names = [id for id in properties if id.startswith("stage-")]
    groups = [
        term
        for term in catalogue.terms["modality"].values()
        if any(statement.property in names for statement in term.statements)
    ]
    said = {
        (term.id, statement.property): statement for term in groups for statement in term.statements
    }
    cells: list[dict[str, Any]] = []
    row = 0.0
    for term in groups:
        cells.append({"row": row, "heading": term.label, "colour": COLOURS["ink"]})
        for name in names:
            row += 1
            found = said.get((term.id, name))
            cells.append(
                {
                    "row": row,
                    "group": term.label,
                    "of": term.within,
                    "at": properties[name].within,
                    "stage": properties[name].label,
                    "count": int(found.value) if found else 0,
                    "shown": found.value if found else "not stated",
                    "colour": colour_of(catalogue.groups[term.id]),
                }
            )
        row += 1.4
    most = max((cell for cell in cells if cell.get("count")), key=lambda c: c["count"], default={})

    def chart(alt: Any, wide: bool) -> Any:
        left, across = (190, WIDE - 70) if wide else (4, NARROW - 70)
        y = alt.Y(
            "row:Q",
            scale=alt.Scale(domain=[-0.7, row - 0.7], reverse=True, nice=False),
            axis=None,
        )
        x = alt.X(
            "count:Q",
            scale=alt.Scale(domain=[0, most.get("count", 1)], range=[left, across]),
            axis=None,
        )
        rows = [cell for cell in cells if "stage" in cell]
        base = alt.Chart(values(alt, rows)).encode(y=y)
        tall = 13 if wide else 9
        blocks = base.mark_bar(size=tall, yOffset=0 if wide else 7).encode(
            x=x,
            x2=alt.X2(datum=0),
            color=alt.Color("colour:N", scale=None),
            tooltip=tips(alt, group="Therapy", stage="Stage", shown="Published count"),
        )
        numbers = base.mark_text(align="left", dx=6, dy=0 if wide else 7, fontWeight="bold").encode(
            x=x, text="shown:N", color=alt.value(COLOURS["ink"])
        )
        stages = base.mark_text(align="left", dy=0 if wide else -6, color=COLOURS["soft"]).encode(
            x=alt.value(0), text="stage:N"
        )
        heads = (
            alt.Chart(values(alt, [cell for cell in cells if "heading" in cell]))
            .mark_text(align="left", fontWeight="bold", fontSize=13, color=COLOURS["ink"])
            .encode(x=alt.value(0), y=y, text="heading:N")
        )
        return alt.layer(blocks, numbers, stages, heads).properties(
            width=WIDE if wide else NARROW, height=row * (22 if wide else 30)
        )

    car_t_products = sum(
        any(term.id == "car-t" for s in p.scopes for term in catalogue.modality_line(s.modality))
        for p in catalogue.products
    )
    return Figure(
        id="clinical-stages",
        title="Products in clinical stages, by therapy group",
        sentence=f"The largest count, {most['shown']}, is of {most['of']} {most['at']}."
        if most
        else "No count has been published.",
        definition="Counts published with the article, as its write-ups repeat them. They are not "
        "counted from the tables of this catalogue.",
        note="The write-ups do not agree whether products or trials are counted. The "
        f"{said['car-t', 'stage-approved'].value} approved CAR-T are approvals; they belong to "
        f"{car_t_products} products."
        if ("car-t", "stage-approved") in said
        else "",
        columns=("Therapy group", *(properties[name].label for name in names)),
        rows=tuple(
            (
                term.label,
                *(
                    said[term.id, name].value if (term.id, name) in said else "not stated"
                    for name in names
                ),
            )
            for term in groups
        ),
        source_ids=tuple(
            dict.fromkeys(
                source.id
                for statement in said.values()
                for source in (statement.source, *statement.corroborating)
                if source
            )
        ),
        chart=chart,
        drawn=cells,
    )
