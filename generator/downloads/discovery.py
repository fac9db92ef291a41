"""Files for machines that look for pages: sitemap, robots, OpenSearch, llms.txt."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator

from ..addresses import API
from ..catalogues import Catalogue
from ..pages import NAVIGATION, Page
from .feeds import titles

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
UNLISTED = ("moved", "gone", "embed", "not_found")  # templates of pages that no search should list


def discovery_files(
    catalogue: Catalogue, pages: Iterable[Page], site_url: str | None
) -> Iterator[tuple[str, bytes]]:
    """llms.txt, and what needs a site address only where there is one."""
    yield "llms.txt", llms(catalogue, site_url).encode()
    if site_url:
        root = site_url[:-1]
        yield "sitemap.xml", sitemap(catalogue, pages, root)
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}/sitemap.xml\n".encode()
        yield "opensearch.xml", opensearch(catalogue, root)


def sitemap(catalogue: Catalogue, pages: Iterable[Page], root: str) -> bytes:
    """Every page; those of records with the day of the edition in which they last changed."""
    urls = ElementTree.Element("urlset", {"xmlns": SITEMAP})
    for page in pages:
        if page.template in UNLISTED:
            continue
        url = ElementTree.SubElement(urls, "url")
        ElementTree.SubElement(url, "loc").text = root + page.path
        if versions := catalogue.ledger.histories.get(page.path):
            released = versions[0].edition.released.isoformat()
            ElementTree.SubElement(url, "lastmod").text = released
    return _xml(urls)


def opensearch(catalogue: Catalogue, root: str) -> bytes:
    """How browsers add the search of the site to their own."""
    top = ElementTree.Element("OpenSearchDescription", {"xmlns": SEARCH})
    edition = catalogue.edition
    ElementTree.SubElement(top, "ShortName").text = edition.short_title[:16]
    ElementTree.SubElement(top, "Description").text = edition.description[:1024]
    ElementTree.SubElement(top, "InputEncoding").text = "UTF-8"
    template = f"{root}/search/?q={{searchTerms}}"
    ElementTree.SubElement(top, "Url", {"type": "text/html", "template": template})
    return _xml(top)


def llms(catalogue: Catalogue, site_url: str | None) -> str:
    """What this is and where its data are, for language models."""
    root = site_url[:-1] if site_url else "."
    edition = catalogue.edition
    lines = [
        f"# {_bare(edition.title)}",
        "",
        f"> {_bare(edition.description)}. Data as of {edition.as_of}, edition "
        f"{catalogue.edition_name}, {_bare(edition.data_licence)}. A reference, not medical or "
        "regulatory advice.",
        "",
        "Values stand as their sources print them; gaps are told in words. Please cite the paper "
        "and the catalogue.",
        "",
        "## Data",
        "",
        f"- [Whole catalogue as JSON]({root}{API}/catalogue.json)",
        f"- [OpenAPI description]({root}{API}/openapi.json)",
        f"- [Tables as CSV, with their data package]({root}/data/datapackage.json)",
        "",
        "## Pages",
        "",
        *(f"- [{label}]({root}{path})" for label, path in NAVIGATION),
        "",
        "## Records",
        "",
        *(f"- [{_bare(title)}]({root}{path})" for path, title in titles(catalogue).items()),
    ]
    return "\n".join(lines) + "\n"


def _bare(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)


def _xml(top: ElementTree.Element) -> bytes:
    ElementTree.indent(top, " ")
    found: bytes = ElementTree.tostring(top, "utf-8", xml_declaration=True)
    return found + b"\n"
