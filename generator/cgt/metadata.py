"""How records, figures and the catalogue are cited, and what pages say to machines.

Templates get it by filters, and by `head` on a site that has an address: see parts/head.html.
"""

import json
import re
from collections.abc import Container, Iterable
from typing import Any

from ..engine.addresses import json_path
from ..engine.catalogues import per_catalogue
from ..engine.citations import Citation, catalogue_citation, citation, citation_forms, citation_key
from ..engine.columns import MISSING_WORDS
from ..engine.discovery import last_change
from ..engine.figures import Figure
from ..engine.pages import Page
from ..engine.templates import RenderText
from .catalogue import CgtCatalogue
from .tables import Statement


def cite(
    catalogue: CgtCatalogue, site_url: str | None, text: RenderText, about: str
) -> dict[str, str]:
    """Every form of the citation of the whole, "catalogue", or of the "paper" behind it."""
    whole = about == "catalogue"
    cited = catalogue_citation(catalogue, text) if whole else paper_citation(catalogue)
    return forms_of(cited, catalogue, site_url, text)


def forms_of(
    cited: Citation, catalogue: CgtCatalogue, site_url: str | None, text: RenderText
) -> dict[str, str]:
    """Every form of a citation, by the ending of its file; in Chinese that of China comes first."""
    language = catalogue.language
    forms = citation_forms(cited, site_url and site_url + language.root[1:], text)
    return {"gbt.txt": "", **forms} if language.is_han else forms


def paper_citation(catalogue: CgtCatalogue) -> Citation:
    """How to cite the paper behind the core tables."""
    article = catalogue.sources[catalogue.settings.article]
    blank = dict.fromkeys(MISSING_WORDS, "")
    doi = re.fullmatch(r"doi:([^\s;]+)", article.identifier)
    return Citation(
        key=f"{citation_key(catalogue.settings.short_title)}-paper",
        kind="article-journal",
        title=article.title,
        author=next((one.value for one in article.statements if one.property == "authors"), ""),
        within=article.publisher,
        published=blank.get(str(article.published), str(article.published)),
        note="" if doi else blank.get(article.identifier, article.identifier),
        doi=doi[1] if doi else "",
    )


def head(
    catalogue: CgtCatalogue, site_url: str | None, text: RenderText, page: Page
) -> dict[str, Any]:
    """What parts/head.html says to machines of a page, besides what the page itself says."""
    record = page.record
    cited = citation(catalogue, record, text) if is_cited(catalogue, page) else None
    return {
        "about": type(record).__name__,
        "changed": last_change(catalogue, page.path),
        "cited": cited,
        "forms": forms_of(cited, catalogue, site_url, text) if cited else {},
        "json": json_path(page.path),
        "years": _years(catalogue),
        "whole": catalogue_citation(catalogue, text),
    }


@per_catalogue
def _years(catalogue: CgtCatalogue) -> str:
    """The first and the last year of anything listed, as 2003/2026."""
    dated = [approval.approved.year for _, approval in catalogue.approvals]
    years = {*filter(None, dated), *(one.year for one in catalogue.guidelines)}
    years |= {catalogue.settings.as_of.year}
    return f"{min(years)}/{max(years)}"


def is_cited(catalogue: CgtCatalogue, page: Page) -> bool:
    """Whether it is the page of a record or a figure, which have citations of their own."""
    return isinstance(page.record, Figure) or page.path in catalogue.fingerprints


def confirmed(statements: Iterable[Statement], properties: Container[str]) -> list[str]:
    """The values of statements of these properties that are not weak."""
    return [s.value for s in statements if s.property in properties and s.confidence != "weak"]


def json_ld(text: str) -> Any:
    """The JSON of a template less what has no value; a list of one becomes that one."""

    def filled(part: dict[str, Any]) -> dict[str, Any]:
        values = {}
        for name, value in part.items():
            items = [one for one in value if one] if isinstance(value, list) else [value]
            if one := items[0] if len(items) == 1 else items:
                values[name] = one
        return values

    return json.loads(text, object_hook=filled)
