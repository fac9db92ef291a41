"""Files for machines that look for pages: sitemap, robots, OpenSearch, llms.txt."""

import re
from collections.abc import Iterable, Iterator, Sequence

from .addresses import API
from .catalogues import Catalogue
from .json_files import File
from .pages import Page
from .templates import Templates

UNLISTED = ("moved", "gone", "embed", "not_found")  # templates of pages that no search should list


def discovery_files(
    catalogue: Catalogue,
    pages: Iterable[Page],
    navigation: Sequence[tuple[str, str]],
    templates: Templates,
    site_url: str | None,
) -> Iterator[File]:
    """llms.txt, and what needs a site address only if there is one.

    `navigation` are names and paths of pages.
    """
    values = {
        "settings": catalogue.settings,
        "edition_name": catalogue.edition_name,
        "root": site_url[:-1] if site_url else ".",
        "api": API,
        "navigation": navigation,
        "records": catalogue.with_pages(),
        "bare": bare_markdown,
        "pages": [
            (page.path, last_change(catalogue, page.path))
            for page in pages
            if page.template not in UNLISTED
        ],
    }
    for name in ("llms.txt", "robots.txt") if site_url else ("llms.txt",):
        yield name, templates.document(f"texts/{name}", **values).encode()
    for name in ("sitemap.xml", "opensearch.xml") if site_url else ():
        yield name, templates.html(f"texts/{name}", values).encode()


def last_change(catalogue: Catalogue, path: str) -> str:
    """The day of release of the edition in which a record last changed; '' for other pages."""
    versions = catalogue.history.versions.get(path)
    return versions[0].edition.released.isoformat() if versions else ""


def bare_markdown(words: str) -> str:
    """Words that Markdown takes for nothing else."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", words)
