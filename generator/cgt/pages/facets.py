"""Pages of the facets: an index of each, and a page for every value."""

from functools import lru_cache
from typing import Any

from ...engine.pages import LONG, Context
from ..bearing import POSSIBLE
from ..catalogue import CgtCatalogue
from ..facets import Facet, facets
from ..provenance import provenance
from .comparisons import compared_types
from .records import nearest, record_foot, select_figures

FIGURES = {
    "subject": ("guidelines-per-year",),
    "modality": ("guideline-map",),
    "disease": ("response-rates",),
    "type": ("approvals-in-time",),
    "year": ("cumulative",),
}


def facet_indexes(catalogue: CgtCatalogue) -> list[Facet]:
    """The facets, each of which has an index."""
    return list(facets(catalogue).values())


def facet_index(catalogue: CgtCatalogue, facet: Facet) -> Context:
    """Every value of a facet, with how many records have it."""
    return {
        "facet": facet,
        "values": facet.values,
        "figures": select_figures(catalogue, *FIGURES.get(facet.name, ())),
    }


def facet_page(catalogue: CgtCatalogue, record: Any) -> Context:
    """The records that have a value; `record` is the term, the holder or the year that it is."""
    facet, i = _places(catalogue)[record.path]
    value = facet.values[i]
    context = {
        "facet": facet,
        "value": value,
        "approvals": value.approvals,
        "guidelines": value.guidelines,
        "wider": [one.guideline for one in value.reached_by if one.group != POSSIBLE],
        "possible": [one.guideline for one in value.reached_by if one.group == POSSIBLE],
        "others": nearest(facet.values, i),
        "compared": {term.id for term in compared_types(catalogue)},
        "groups": catalogue.groups,
        "can_narrow": {  # the indexes that have filters
            "approvals": len(catalogue.approvals) <= LONG and facet.name != "modality",
            "guidelines": len(catalogue.guidelines) <= LONG,
        },
        "figures": [],
    }
    if facet.name == "subject":
        context["figures"] = select_figures(catalogue, *FIGURES["subject"])
    if facet.name == "holder":
        context["provenance"] = provenance(catalogue, record)
        context["sources"] = {record.source_id: catalogue.sources[record.source_id]}
        context |= record_foot(catalogue, record)
    return context


def index_above(record: Any) -> tuple[str]:
    """The address of the index of the facet that the page of a value is below."""
    return (f"/{record.path.split('/')[1]}/",)


@lru_cache(maxsize=2)
def _places(catalogue: CgtCatalogue) -> dict[str, tuple[Facet, int]]:
    """The facet of each value and its place there, by address."""
    return {
        value.path: (facet, i)
        for facet in facets(catalogue).values()
        for i, value in enumerate(facet.values)
    }
