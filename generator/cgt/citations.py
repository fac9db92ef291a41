"""How the paper is cited that the catalogue belongs to."""

from ..engine.citations import Citation, citation_key
from ..engine.columns import MISSING_WORDS
from .catalogue import CgtCatalogue


def paper_citation(catalogue: CgtCatalogue) -> Citation:
    """How to cite the paper behind the core tables."""
    article = catalogue.sources[catalogue.settings.article]
    authors = [one.value for one in article.statements if one.property == "authors"]
    published, identifier = (
        "" if cell in MISSING_WORDS else cell for cell in (article.published, article.identifier)
    )
    return Citation(
        key=f"{citation_key(catalogue.settings.short_title)}-paper",
        kind="article-journal",
        title=article.title,
        author=authors[0] if authors else "",
        within=article.publisher,
        published=published,
        note=identifier,
    )
