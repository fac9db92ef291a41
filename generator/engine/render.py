"""Pages as HTML, with their titles and descriptions as text and the pages they link to."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from .abbreviations import explainer
from .html import links_below, relative_links
from .pages import Page
from .templates import Templates

COMMENT = re.compile(r"^//.*\n", re.MULTILINE)
PAGE_LINK = re.compile(r' (?:href|action)="(/(?:[^"#?]*/)?)["#?]')
NOT_FOUND = "404.html"  # is shown at any address, so that it alone names the base path

Names = Sequence[tuple[str, str]]  # (what a page is called, its address)
Head = Callable[[Page], Any]  # what machines read in the head of a page


@dataclass(frozen=True, kw_only=True)
class Site:
    """What every page shows of the site: the variable `site` of templates.

    `url` is its address, https://host/path/, or None if that is not known. `script` runs within
    each page before it is drawn. `article` is the source that the catalogue is drawn from.
    """

    settings: Any
    edition_name: str
    url: str | None = None
    script: str = ""  # as Markup
    article: Any = None
    navigation: Names = ()

    @cached_property
    def script_hash(self) -> str:
        """By which the content security policy allows the script."""
        digest = hashlib.sha256(self.script.encode()).digest()
        return f"sha256-{base64.b64encode(digest).decode()}"


class Rendered(NamedTuple):
    """A page as it is published."""

    html: str
    title: str
    description: str
    links: frozenset[str]  # the addresses of other pages of the site that it links to


class Renderer:
    """Draws the pages of a site.

    `navigation` are the addresses of the pages to which the head of every page leads. `head` makes
    what machines read in the head of a page; it is only called if the site has an address. The
    abbreviations of `glossary` are explained on every page but its own.
    """

    def __init__(
        self,
        templates: Templates,
        site: Site,
        pages: Iterable[Page],
        *,
        navigation: Iterable[str] = (),
        head: Head | None = None,
        glossary: Iterable[Any] = (),
    ) -> None:
        self.templates, self.head, self.explain = templates, head, explainer(glossary)
        self.pages = {page.path: page for page in pages}
        self.names: dict[str, str] = {}
        templates.environment.filters["page_name"] = self.page_name
        self.site = site  # names may be read from it
        self.site = replace(site, navigation=[(self.page_name(to), to) for to in navigation])

    def render(self, page: Page) -> Rendered:
        """The page with all it shows; raises jinja2.TemplateError if its template is faulty."""
        values = self._values(page)
        title, description = (self._text(page, name, values) for name in ("title", "description"))
        if page.part > 1:
            title = self.templates.text("texts/pages.txt", "part", title=title, part=page.part)
        values |= {"title": title, "description": description}
        values["head"] = self.head and self.head(page)
        html = self.templates.html(f"pages/{page.template}.html", values)
        if not page.path.startswith("/glossary/"):
            html = self.explain(html)
        links = frozenset(PAGE_LINK.findall(html)) - {page.path}
        if page.file == NOT_FOUND:
            html = links_below(html, urlsplit(self.site.url).path if self.site.url else "/")
        else:
            html = relative_links(html, page.path)
        return Rendered(html, title, description, links)

    def page_name(self, path: str) -> str:
        """What navigation and breadcrumbs call the page at an address."""
        if path not in self.names:
            page = self.pages[path]
            own = self.templates.has_block(f"pages/{page.template}.html", "name")
            self.names[path] = self._text(page, "name" if own else "title", self._values(page))
        return self.names[path]

    def _values(self, page: Page) -> dict[str, Any]:
        return {**page.context(), "page": page, "site": self.site}

    def _text(self, page: Page, block: str, values: Mapping[str, Any]) -> str:
        return self.templates.text(f"pages/{page.template}.html", block, **values)


def inline_script(folders: Iterable[Path]) -> Markup:
    """Our own script within each page: parts/first.js without its comments, or nothing."""
    for folder in folders:
        if (path := folder / "parts/first.js").is_file():
            return Markup(COMMENT.sub("", path.read_text("utf-8")).strip())
    return Markup()
