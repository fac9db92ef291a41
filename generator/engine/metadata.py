"""What the head of a page says to machines, on a site that has an address: see parts/head.html."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from .addresses import json_path
from .catalogues import Catalogue
from .citations import MEDIA, Citation, citation, is_citable
from .discovery import last_change
from .pages import Page
from .templates import Text

VOCABULARY = "https://schema.org"

Graph = dict[str, Any]  # JSON-LD


class Metadata(NamedTuple):
    """What parts/head.html shows."""

    graph: Graph
    cited: Citation | None  # how to cite the record or figure of the page
    forms: dict[str, str]  # media types of its other forms, by their address


def thing(kind: str | list[str], **values: Any) -> Graph:
    """Something of that type of schema.org, less what has no value; a list of one is that one."""
    graph: Graph = {"@type": kind}
    for name, value in values.items():
        one = value[0] if isinstance(value, list) and len(value) == 1 else value
        if one:
            graph[name] = one
    return graph


def page_metadata(
    catalogue: Catalogue,
    page: Page,
    title: str,
    description: str,
    crumbs: Sequence[tuple[str, str]],
    site_url: str,
    text: Text,
    about: Graph | None = None,
) -> Metadata:
    """The metadata of a page; `crumbs` are (name, path) of the pages above it.

    `about` is the record or figure that the page is about, as JSON-LD.
    """
    settings, root = catalogue.settings, site_url[:-1]
    here = root + page.path
    web_page = {
        **thing("WebPage"),
        "@id": here,
        "url": here,
        "name": title,
        "description": description,
        "inLanguage": "en",
        "license": settings.data_licence_url,
        "isPartOf": {"@type": "WebSite", "@id": f"{root}/#site", "name": settings.title},
    }
    if changed := last_change(catalogue, page.path):
        web_page["dateModified"] = changed
    parts = [web_page]
    if page.path != "/":
        steps = [(settings.title, "/"), *crumbs, (title, page.path)]
        items = [
            {"@type": "ListItem", "position": i, "name": name, "item": root + path}
            for i, (name, path) in enumerate(steps, 1)
        ]
        parts.append({"@type": "BreadcrumbList", "itemListElement": items})
    if about:
        web_page["mainEntity"] = {"@id": f"{here}#it"}
        parts.append({"@id": f"{here}#it", "url": here, **about})
    graph = {"@context": VOCABULARY, "@graph": parts}
    if not is_citable(catalogue, page.record):
        return Metadata(graph, None, {})
    forms = {json_path(page.path): "application/json"}
    forms |= {f"{page.path}{page.record.id}.{ending}": media for ending, media in MEDIA.items()}
    del forms[f"{page.path}{page.record.id}.txt"]
    return Metadata(graph, citation(catalogue, page.record, text), forms)
