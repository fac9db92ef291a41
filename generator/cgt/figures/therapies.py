"""Figures by kind of therapy, each in its colour: guidelines by subject, published counts."""

import textwrap
from collections import defaultdict
from typing import Any

from ...engine.figures import COLOURS as FIGURE_COLOURS
from ...engine.figures import (
    NARROW,
    WIDE,
    Figure,
    Rows,
    at_left,
    chart_of,
    grouped_rows,
    headings,
    row_axis,
    tips,
)
from ...engine.languages import N_
from ..bearing import modalities_of
from ..catalogue import CgtCatalogue
from ..tables import Guideline, Product

COLOURS = FIGURE_COLOURS | {
    "immune": "#0b6e8f",
    "stem": "#a5571b",
    "gene": "#4a772c",
    "oncolytic": "#77499b",
    "vaccine": "#a63852",
    "general": "#5b6672",
    "open": "#8a5200",  # a conditional approval
    "regular": "#2f6b3a",
}
GROUPS = {  # the colour of each widest modality; any other is general
    "immune-cells": "immune",
    "stem-cells": "stem",
    "gene-therapy": "gene",
    "oncolytic-viruses": "oncolytic",
    "therapeutic-vaccines": "vaccine",
}


def colour_of(group: str) -> str:
    """The hexadecimal colour of a widest modality, given by its id."""
    return COLOURS[GROUPS.get(group, "general")]


def guideline_map(catalogue: CgtCatalogue) -> Figure:
    """Guidelines by the kind of therapy that their title names and by subject."""
    core, terms = catalogue.core, catalogue.terms
    records: list[Guideline | Product] = [*core.guidelines, *core.products]
    used = {guideline.subject for guideline in core.guidelines}
    used = used.union(*(modalities_of(catalogue, one) for one in records))
    subjects = [term for name, term in terms["subject"].items() if name in used]
    modalities = [term for name, term in terms["modality"].items() if name in used]
    guidelines: dict[tuple[str, str], list[Guideline]] = defaultdict(list)
    for guideline in core.guidelines:
        for scope in guideline.scopes:
            if scope.basis.startswith("title"):
                guidelines[scope.modality, guideline.subject].append(guideline)
    cells: Rows = [
        {
            "modality": modality.label,
            "subject": subject.label,
            "count": len(own),
            "shown": str(len(own)) if own else N_("none"),
            "colour": colour_of(catalogue.groups[modality.id]) if own else COLOURS["paper"],
            "path": own[0].path if len(own) == 1 else modality.path,
            "titles": "; ".join(guideline.title for guideline in own) or N_("none"),
        }
        for modality in modalities
        for subject in subjects
        for own in [guidelines[modality.id, subject.id]]
    ]
    table = tuple(
        (modality.label, *(len(guidelines[modality.id, subject.id]) for subject in subjects))
        for modality in modalities
    )
    return Figure(
        id="guideline-map",
        values={
            "empty": sum(not cell["count"] for cell in cells),
            "fields": len(cells),
            "beyond": len(catalogue.guidelines) - len(core.guidelines),
            "bare": [label for label, *numbers in table if not any(numbers)],
        },
        columns=(N_("Kind of therapy"), *(subject.label for subject in subjects)),
        rows=table if guidelines else (),
        sources=(catalogue.sources[catalogue.settings.supplement],),
        paths=tuple(modality.path for modality in modalities) if guidelines else (),
        chart=_map,
        data=cells,
    )


def _map(alt: Any, figure: Figure, wide: bool) -> Any:
    """A field for each kind of therapy and subject, with its number."""
    rows, columns = [str(row[0]) for row in figure.rows], figure.columns[1:]
    top, step, down = (46, 34, 0) if wide else (52, 46, 8)
    bottom = top + step * len(rows)
    across = alt.Scale(range=[218 if wide else 0, (WIDE if wide else NARROW) - 12])
    x = alt.X("subject:N", sort=columns, axis=None, scale=across)
    y = alt.Y("modality:N", sort=rows, axis=None, scale=alt.Scale(range=[top, bottom]))
    base = chart_of(alt, figure.data, "count").encode(x=x, y=y)
    boxes = base.mark_rect(
        stroke=COLOURS["rule"], strokeWidth=1, width={"band": 0.94},
        height={"band": 0.84 if wide else 0.5}, yOffset=down,
    ).encode(
        fill=alt.Color("colour:N", scale=None),
        tooltip=tips(
            alt, modality=N_("Kind of therapy"), subject=N_("Subject"), titles=N_("Guidelines")
        ),
    )  # fmt: skip
    filled = {"test": "datum.count > 0", "value": COLOURS["paper"]}
    ink = alt.ColorValue(COLOURS["soft"], condition=filled)
    numbers = base.mark_text(yOffset=down).encode(text="shown:N", color=ink)
    names = chart_of(alt, [{"modality": row} for row in rows], "modality").encode(y=y)
    heads = [{"subject": c, "lines": textwrap.wrap(c, 16 if wide else 12)} for c in columns]
    return alt.layer(
        boxes,
        numbers,
        at_left(alt, names, "modality", dy=0 if wide else -14, color=COLOURS["ink"]),
        chart_of(alt, heads, "lines")
        .mark_text(color=COLOURS["soft"], baseline="top", lineHeight=13)
        .encode(x=x, y=alt.YValue(2 if wide else 8), text="lines:N"),
    ).properties(height=bottom + 2)


def clinical_stages(catalogue: CgtCatalogue) -> Figure:
    """Counts that others have published; what they count differs, and none is counted here."""
    modalities, properties = catalogue.terms["modality"], catalogue.terms["property"]
    stages = [term for name, term in properties.items() if name.startswith("stage-")]
    published: dict[str, dict[str, Any]] = {}  # statements
    for term in modalities.values():
        if own := {s.property: s for s in term.statements if s.property.startswith("stage-")}:
            published[term.id] = own
    counts: dict[str, Rows] = {}
    for name, own in published.items():
        group, colour = modalities[name], colour_of(catalogue.groups[name])
        counts[group.label] = [
            {
                "group": group.label,
                "of": group.within,
                "at": stage.within,
                "stage": stage.label,
                "count": int(own[stage.id].value) if stage.id in own else 0,
                "shown": own[stage.id].value if stage.id in own else N_("not stated"),
                "colour": colour,
                "path": group.path,
            }
            for stage in stages
        ]
    cells = [cell for own in counts.values() for cell in own]
    most = max(cells, key=lambda cell: cell["count"], default={"count": 0})
    statements = [one for own in published.values() for one in own.values()]
    cited = [source for one in statements for source in (one.source, *one.corroborating)]
    return Figure(
        id="clinical-stages",
        values={"most": most if most["count"] else None},
        columns=(N_("Therapy group"), *(stage.label for stage in stages)),
        rows=tuple((label, *(cell["shown"] for cell in own)) for label, own in counts.items()),
        sources=tuple({source.id: source for source in cited}.values()),
        paths=tuple(modalities[name].path for name in published),
        chart=_stage_bars,
        data=grouped_rows(counts.items(), 1.4),
    )


def _stage_bars(alt: Any, figure: Figure, wide: bool) -> Any:
    """A bar for each stage, under the heading of its group."""
    across = [190 if wide else 4, (WIDE if wide else NARROW) - 70]
    height = figure.data[-1]["row"] + 1.4
    most = max(row.get("count", 0) for row in figure.data) or 1
    places = row_axis(alt, -0.7, height - 0.7)
    x = alt.X("count:Q", scale=alt.Scale(domain=[0, most], range=across), axis=None)
    base = chart_of(alt, figure.data, "stage").encode(y=places)
    blocks = base.mark_bar(size=13 if wide else 9, yOffset=0 if wide else 7).encode(
        x=x,
        x2=alt.X2(datum=0),
        color=alt.Color("colour:N", scale=None),
        tooltip=tips(alt, group=N_("Therapy"), stage=N_("Stage"), shown=N_("Published count")),
    )
    numbers = base.mark_text(
        align="left", dx=6, dy=0 if wide else 7, fontWeight="bold", color=COLOURS["ink"]
    ).encode(x=x, text="shown:N")
    names = at_left(alt, base, "stage", dy=0 if wide else -6, color=COLOURS["soft"])
    return alt.layer(blocks, numbers, names, headings(alt, figure, places, fontSize=13)).properties(
        height=height * (22 if wide else 30)
    )
