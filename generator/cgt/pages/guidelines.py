"""Pages of guidelines, and of the facets that divide them and approvals."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from ...engine.catalogues import per_catalogue
from ...engine.counts import PartialCount
from ...engine.pages import LONG, Context
from ..bearing import POSSIBLE, bearing, index_in_time, order_in_time, traits_by_product
from ..catalogue import CgtCatalogue
from ..facets import OF_APPROVALS, OF_GUIDELINES, Facet, facets, guideline_filters
from ..tables import Approval, Guideline, Product, Source, Statement
from .comparisons import products_by_type, rates_context
from .records import by_term, counts, grouped, is_unnamed, nearest, record_foot, time_of

NAMING = ("title-zh", "notice-number", "issued")  # properties that a copy of a text shows
DRAWN = ("modality", "disease")  # facets whose pages compare response rates
BEFORE_AND_AFTER = 5  # guidelines of a list, the one whose page it is in the middle


def guidelines_page(catalogue: CgtCatalogue) -> Context:
    """All guidelines by subject."""
    return {
        "by_subject": by_term(catalogue, "subject", catalogue.guidelines, "subject"),
        "counts": counts(catalogue),
        "first": min((one.year for one in catalogue.core.guidelines), default=None),
        "facets": [facets(catalogue)[name] for name in OF_GUIDELINES],
        "filters": guideline_filters(catalogue),
    }


def guideline_page(catalogue: CgtCatalogue, guideline: Guideline) -> Context:
    """A guideline among those of its subject, and the approvals that it bears on."""
    siblings, place, by_year = _siblings(catalogue)[guideline.id]
    reach = _reach(catalogue, _modalities(guideline), bool(guideline.status))
    others = _of_other_subjects(catalogue, _modalities(guideline), guideline.subject)
    drawn = sum(map(len, reach.by_year.values()))
    at = bisect(reach.approvals, guideline.issued, key=lambda row: row[1].approved)
    near = nearest(reach.approvals, at)
    stated = defaultdict(list, grouped(guideline.statements, lambda one: one.property))
    return {
        "guideline": guideline,
        "unnamed": is_unnamed(catalogue, guideline),
        "time": time_of(catalogue, guideline.issued),
        "stated": stated,
        "lists": official_lists(catalogue),
        "copies": copies_of_text(guideline),
        "named_by": named_by(guideline, catalogue.language.tag),
        "products": [
            (own[0][0], [approval for _, approval, _ in own], own[0][2])
            for own in grouped(near, lambda row: row[0].id).values()
        ],
        "siblings": nearest(siblings, place, BEFORE_AND_AFTER),
        "of_subject": len(siblings),
        "years": [
            (year, by_year.get(year, []), reach.by_year.get(year, [])) for year in catalogue.years
        ],
        "approvals": [
            (product, approval, group, order_in_time(guideline, approval.approved))
            for product, approval, group in near
        ],
        "of_approvals": len(reach.approvals),
        "drawn": PartialCount(drawn, len(reach.approvals)),
        "other_subjects": nearest(others, index_in_time(others, guideline.year), BEFORE_AND_AFTER),
        "of_others": len(others),
        **record_foot(catalogue, guideline),
    }


def named_by(guideline: Guideline, tag: str) -> dict[str, Statement]:
    """What sources say of it, each property once and nothing weak; in that language if possible."""
    firm = [one for one in guideline.statements if one.confidence != "weak"]
    return {one.property: one for one in sorted(firm, key=lambda one: one.lang == tag)}


def copies_of_text(guideline: Guideline) -> list[Source]:
    """The notice as copies give it, and pages of others on that notice."""
    own = [one for one in guideline.statements if one.property in NAMING]
    numbers = {one.value for one in own if one.property == "notice-number"}
    sources = [source for one in own for source in (one.source, *one.corroborating) if source]
    return [
        source
        for source in dict.fromkeys(sources)
        if source.kind == "notice" or source.identifier in numbers
    ]


@per_catalogue
def official_lists(catalogue: CgtCatalogue) -> list[Source]:
    """Lists of authorities in which the text of a guideline can be looked up."""
    return [source for source in catalogue.sources.values() if source.kind == "official-list"]


class Reach(NamedTuple):
    """What guidelines on the same modalities have in common."""

    # Products and approvals, earliest first, and how they bear on each: see Bearing.
    approvals: list[tuple[Product, Approval, str]]
    by_year: dict[int, list[Approval]]  # less those of no known year, or that they may bear on


class Siblings(NamedTuple):
    """The guidelines of a subject, with the place of one of them, and by year."""

    guidelines: Sequence[Guideline]
    place: int
    by_year: dict[int, list[Guideline]]


@per_catalogue
def _siblings(catalogue: CgtCatalogue) -> dict[str, Siblings]:
    """What the subject of each guideline has, by the id of the guideline."""
    siblings = {}
    for value in facets(catalogue)["subject"].values:
        by_year = grouped(value.guidelines, lambda one: one.year)
        for place, one in enumerate(value.guidelines):
            siblings[one.id] = Siblings(value.guidelines, place, by_year)
    return siblings


@per_catalogue
def _guidelines_on(catalogue: CgtCatalogue, modalities: frozenset[str]) -> list[Guideline]:
    """The guidelines on any of these modalities, in order of years."""
    return [one for one in catalogue.guidelines_in_time if modalities & _modalities(one)]


@per_catalogue
def _of_other_subjects(
    catalogue: CgtCatalogue, modalities: frozenset[str], subject: str
) -> list[Guideline]:
    """Those of these guidelines that are of another subject than that."""
    return [one for one in _guidelines_on(catalogue, modalities) if one.subject != subject]


@per_catalogue
def _reach(catalogue: CgtCatalogue, modalities: frozenset[str], has_status: bool) -> Reach:
    """What guidelines on these modalities have in common; there are many on the same ones."""
    alike = [one for one in _guidelines_on(catalogue, modalities) if modalities == _modalities(one)]
    example = next(one for one in alike if bool(one.status) == has_status)
    approvals = [
        (product, approval, one.group)
        for product, approval in catalogue.approvals
        if (one := bearing(example, traits_by_product(catalogue)[product.id]))
    ]
    sure = [approval for _, approval, group in approvals if group != POSSIBLE]
    dated = [approval for approval in sure if approval.approved.year]
    by_year = grouped(dated, lambda one: one.approved.first.year)
    return Reach(approvals, by_year)


def _modalities(guideline: Guideline) -> frozenset[str]:
    return frozenset(scope.modality for scope in guideline.scopes)


def facet_page(catalogue: CgtCatalogue, record: Any) -> Context:
    """The records that have a value; `record` is the term, the holder or the year that it is."""
    facet, i = _places(catalogue)[record.path]
    value, of_type = facet.values[i], products_by_type(catalogue)
    return {
        "facet": facet,
        "value": value,
        "approvals": value.approvals,
        "guidelines": value.guidelines,
        "wider": [one.guideline for one in value.reached_by if one.group != POSSIBLE],
        "possible": [one.guideline for one in value.reached_by if one.group == POSSIBLE],
        **(rates_context(catalogue, value.approvals) if facet.name in DRAWN else {"of_rates": 0}),
        "others": nearest(facet.values, i),
        "compared": {one.type for one, _ in value.approvals if len(of_type[one.type]) > 1},
        "can_narrow": {  # the indexes that have filters
            "approvals": len(catalogue.approvals) <= LONG and facet.name in OF_APPROVALS,
            "guidelines": len(catalogue.guidelines) <= LONG,
        },
        **(record_foot(catalogue, record) if facet.name == "holder" else {}),
    }


@per_catalogue
def _places(catalogue: CgtCatalogue) -> dict[str, tuple[Facet, int]]:
    """The facet of each value and its place there, by address."""
    return {
        value.path: (facet, i)
        for facet in facets(catalogue).values()
        for i, value in enumerate(facet.values)
    }
