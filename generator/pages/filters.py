"""What the rows of an index can be narrowed down by: the facets, and a few yes-or-no questions."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..catalogues import Catalogue
from .facets import facets

LABELS = {
    "subject": "Subject",
    "modality": "Kind of therapy",
    "type": "Type",
    "disease": "Disease",
    "holder": "Holder",
    "year": "Year",
}


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One question about a row: its name in the address, and the records of each answer."""

    name: str
    label: str
    values: list[tuple[str, str, set[str]]]  # (id, label, ids of records)

    def of(self, record: str) -> str:
        """The ids of all answers that fit a record."""
        return " ".join(id for id, _, records in self.values if record in records)


def guideline_filters(catalogue: Catalogue) -> list[Filter]:
    """Subject, kind of therapy, year, trial implementation."""
    trial = {g.id for g in catalogue.guidelines if g.trial_implementation}
    others = {g.id for g in catalogue.guidelines} - trial
    return useful(
        [
            *(
                Filter(
                    name=facet.name,
                    label=LABELS[facet.name],
                    values=[(v.id, v.label, {g.id for g in v.guidelines}) for v in facet.values],
                )
                for facet in facets(catalogue)
                if facet.has_guidelines
            ),
            Filter(
                name="trial",
                label="Trial implementation",
                values=[("yes", "Printed", trial), ("no", "Not printed", others)],
            ),
        ]
    )


def approval_filters(catalogue: Catalogue, *, of_products: bool = False) -> list[Filter]:
    """Type, disease, holder, year and kind of approval; a product has what any approval has."""
    pairs = catalogue.approvals
    ids = {approval.id: product.id if of_products else approval.id for product, approval in pairs}
    conditional = {ids[approval.id] for _, approval in pairs if approval.conditional}
    regular = {ids[approval.id] for _, approval in pairs if not approval.conditional}
    return useful(
        [
            *(
                Filter(
                    name=facet.name,
                    label=LABELS[facet.name],
                    values=[
                        (v.id, v.label, {ids[approval.id] for _, approval in v.approvals})
                        for v in facet.values
                    ],
                )
                for facet in facets(catalogue)
                if facet.has_approvals and facet.name != "modality"  # the type says more
            ),
            Filter(
                name="status",
                label="Approval",
                values=[
                    ("conditional", "Conditional", conditional),
                    ("regular", "Regular", regular),
                ],
            ),
        ]
    )


def useful(filters: Iterable[Filter]) -> list[Filter]:
    """The filters without answers that fit nothing, and without those that divide nothing."""
    found = [
        Filter(name=one.name, label=one.label, values=[v for v in one.values if v[2]])
        for one in filters
    ]
    return [one for one in found if len(one.values) > 1]
