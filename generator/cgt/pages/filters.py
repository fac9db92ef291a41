"""The filter of this catalogue's templates that says how something is cited."""

from typing import Any

from ...engine.citations import catalogue_citation, citation, citation_forms
from ...engine.filters import Filters
from ...engine.templates import Text
from ..catalogue import CgtCatalogue
from ..citations import paper_citation


def citation_filters(catalogue: CgtCatalogue, site_url: str | None, text: Text) -> Filters:
    """`record | cited`, of a figure too: every form of its citation, by the ending of its file.

    `"catalogue" | cited` and `"paper" | cited` are those of the whole and of the paper behind it.
    """

    def cited(about: Any) -> dict[str, str]:
        if about == "catalogue":
            what = catalogue_citation(catalogue, text)
        elif about == "paper":
            what = paper_citation(catalogue)
        else:
            what = citation(catalogue, about, text)
        return citation_forms(what, site_url, text)

    def group(modality: str | None) -> str:
        """The therapy group of a modality, for its colour and mark."""
        return catalogue.groups[modality or "general"]

    return {"cited": cited, "group": group}
