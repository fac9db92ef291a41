"""Pages as HTML: what a template shows of a page, with links as they work where it is."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .html import explainer, links_below, mark_foreign, relative_links
from .languages import MAIN, Language
from .pages import NOT_FOUND, Page
from .templates import Templates

PAGE_LINK = re.compile(r' (?:href|action)="(/(?:[^"#?]*/)?)["#?]')
Names = Sequence[tuple[str, str]]  # (what a page is called, its address)
Head = Callable[["Page"], Any]  # what machines read in the head of a page


class Site(NamedTuple):
    """What every page shows of the site: the variable `site` of templates.

    `root` is its address, https://host/path/, or None if that is not known; `url` is where its
    pages in this language are. `languages` are all that there are, if there are several. `article`
    is the source that the catalogue is drawn from.
    """

    settings: Any
    edition_name: str
    root: str | None = None
    article: Any = None
    navigation: Names = ()
    language: Language = MAIN
    languages: Sequence[Language] = ()

    @property
    def url(self) -> str | None:
        """The address of its pages in this language."""
        return self.root and self.root + self.language.root[1:]


class Rendered(NamedTuple):
    """A page as it is published."""

    html: str
    values: Mapping[str, Any]  # what its template got
    links: frozenset[str]  # addresses of other pages that it links to, in the main language alone

    @property
    def title(self) -> str:
        """Its title as plain text."""
        return str(self.values["title"])

    @property
    def description(self) -> str:
        """What it says in a sentence, as plain text."""
        return str(self.values["description"])


class Renderer:
    """Draws the pages of a site.

    `navigation` are the addresses of the pages to which the head of every page leads. `head` makes
    what machines read in the head of a page. The abbreviations of `glossary` are explained on every
    page but its own. `is_translated` says of the name of a file that is no page whether there is
    one in every language.
    """

    def __init__(
        self,
        templates: Templates,
        site: Site,
        pages: Iterable[Page],
        *,
        navigation: Iterable[str] = (),
        head: Head = lambda _: None,
        glossary: Iterable[Any] = (),
        is_translated: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.templates, self.head, self.explain = templates, head, explainer(glossary)
        self.is_translated = is_translated
        self.pages = {page.path: page for page in pages}
        self.names: dict[str, str] = {}
        templates.add_filters({"page_name": self.page_name})
        self.site = site  # for page_name(), which renders blocks that may show it
        self.site = site._replace(navigation=[(self.page_name(to), to) for to in navigation])

    def render(self, page: Page) -> Rendered:
        """The page with all it shows; raises jinja2.TemplateError if its template is faulty."""
        values = self.values(page)
        html = self.templates.html(f"pages/{page.template}.html", values)
        if not page.path.startswith("/glossary/"):
            html = self.explain(html)
        language = self.site.language
        links = frozenset(() if language.code else PAGE_LINK.findall(html)) - {page.path}
        if language.is_han:
            html = mark_foreign(html)
        if page.file == NOT_FOUND and not language.code:
            html = links_below(html, urlsplit(self.site.url).path if self.site.url else "/")
        else:
            below = (language.root, self.is_translated) if language.code else ()
            html = relative_links(html, language.root + page.path[1:], *below)
        return Rendered(html, values, links)

    def values(self, page: Page) -> dict[str, Any]:
        """All that the template of the page gets, its title and description among it."""
        values = self._values(page)
        title, description = (self._text(page, name, values) for name in ("title", "description"))
        if page.part > 1:
            title = self.templates.text("texts/pages.txt", "part", title=title, part=page.part)
        return {**values, "title": title, "description": description, "head": self.head(page)}

    def description(self, page: Page) -> str:
        """What the page says of itself in a sentence, without the rest of it."""
        return self._text(page, "description", self._values(page))

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
