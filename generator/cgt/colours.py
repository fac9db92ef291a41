"""The colours of this catalogue, each by the CSS variable of static/site.css that it stands for."""

from ..engine import figures

COLOURS = figures.COLOURS | {
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
