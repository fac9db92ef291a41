"""The figure of published counts in clinical stages, by therapy group."""

from typing import Any

from ...engine.figures import COLOURS, NARROW, WIDE, Figure, tips, values
from ..catalogue import CgtCatalogue
from ..colours import colour_of


def clinical_stages(catalogue: CgtCatalogue) -> Figure:
    """Counts that others have published; what they count differs, and none is counted here."""
    properties = catalogue.terms["property"]
    names = [name for name in properties if name.startswith("stage-")]
    groups = [
        term
        for term in catalogue.terms["modality"].values()
        if any(statement.property in names for statement in term.statements)
    ]
    published = {
        (term.id, statement.property): statement for term in groups for statement in term.statements
    }
    cells: list[dict[str, Any]] = []
    row = 0.0
    for term in groups:
        cells.append({"row": row, "heading": term.label, "colour": COLOURS["ink"]})
        for name in names:
            row += 1
            count = published.get((term.id, name))
            cells.append(
                {
                    "row": row,
                    "group": term.label,
                    "of": term.within,
                    "at": properties[name].within,
                    "stage": properties[name].label,
                    "count": int(count.value) if count else 0,
                    "shown": count.value if count else "not stated",
                    "colour": colour_of(catalogue.groups[term.id]),
                }
            )
        row += 1.4
    most = max((cell for cell in cells if cell.get("count")), key=lambda c: c["count"], default={})

    def chart(alt: Any, wide: bool) -> Any:
        return _bars(alt, wide, cells, most.get("count", 1), row)

    sources = [
        source.id
        for statement in published.values()
        for source in (statement.source, *statement.corroborating)
    ]
    return Figure(
        id="clinical-stages",
        values={"most": most},
        columns=("Therapy group", *(properties[name].label for name in names)),
        rows=tuple(
            (
                term.label,
                *(
                    published[term.id, name].value if (term.id, name) in published else "not stated"
                    for name in names
                ),
            )
            for term in groups
        ),
        source_ids=tuple(dict.fromkeys(sources)),
        chart=chart,
        drawn=cells,
    )


def _bars(alt: Any, wide: bool, cells: list[dict[str, Any]], most: int, height: float) -> Any:
    """A bar for each stage, under the heading of its group."""
    left, across = (190, WIDE - 70) if wide else (4, NARROW - 70)
    y = alt.Y(
        "row:Q",
        scale=alt.Scale(domain=[-0.7, height - 0.7], reverse=True, nice=False),
        axis=None,
    )
    x = alt.X("count:Q", scale=alt.Scale(domain=[0, most], range=[left, across]), axis=None)
    base = alt.Chart(values(alt, [cell for cell in cells if "stage" in cell])).encode(y=y)
    blocks = base.mark_bar(size=13 if wide else 9, yOffset=0 if wide else 7).encode(
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
    headings = (
        alt.Chart(values(alt, [cell for cell in cells if "heading" in cell]))
        .mark_text(align="left", fontWeight="bold", fontSize=13, color=COLOURS["ink"])
        .encode(x=alt.value(0), y=y, text="heading:N")
    )
    return alt.layer(blocks, numbers, stages, headings).properties(
        width=WIDE if wide else NARROW, height=height * (22 if wide else 30)
    )
