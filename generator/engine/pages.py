"""Pages: the kinds that a catalogue lists, pages as values, and as HTML."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .editions import Redirect
from .html import explainer, links_below, links_within, mark_foreign, relative_links
from .languages import MAIN, Language
from .templates import Templates

PAGE_LINK = re.compile(r' (?:href|action)="(/(?:[^"#?]*/)?)["#?]')
OF_ANOTHER_LANGUAGE = ' data-href="'  # a link that stays as it is, whatever language its page has
NOT_FOUND = "404.html"  # is shown at any address, so that it alone names the base path
LONG = 400  # rows of a list that a page shows; it goes on, on pages of its own

Context = dict[str, Any]  # what a template gets
Names = Sequence[tuple[str, str]]  # (what a page is called, its address)
Head = Callable[["Page"], Any]  # what machines read in the head of a page


class PageKind(NamedTuple):
    """A kind of page: one page, or with `records` one for each of them.

    `context` makes what its template gets, from the catalogue, and from the record if there is
    one. `crumbs` are the addresses of the pages above it; if none are given, of those pages listed
    before it whose addresses its own begins with. `long` names lists of the context that grow with
    the catalogue: they are divided, into parts of `rows`, or of LONG.
    """

    path: str  # /products/, or /products/{0.id}/ with the record filled in
    template: str  # templates/pages/TEMPLATE.html
    context: Callable[..., Context]
    records: Callable[[Any], Iterable[Any]] | None = None
    crumbs: Callable[[Any], Sequence[str]] | Sequence[str] | None = None
    navigation: bool = False  # whether the head of every page leads to it
    long: tuple[str, ...] = ()
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page: where it is, which template draws it, and what that template gets.

    `context` is called when the page is rendered, or when pages are planned if its lists are long.
    `record` is the record or figure whose address it has, if any; `gone` is what was on it once.
    """

    path: str  # /products/x/, or /404.html
    template: str
    context: Callable[[], Context] = dict
    crumbs: tuple[str, ...] = ()
    record: Any = None
    gone: tuple[Redirect, ...] = ()
    part: int = 1  # of a list that goes on, on other pages
    parts: int = 1

    @property
    def file(self) -> str:
        """Its file within the site."""
        return self.path.lstrip("/") + ("index.html" if self.path.endswith("/") else "")


def pages_of(kinds: Iterable[PageKind], catalogue: Any) -> Iterator[Page]:
    """Every page of these kinds, in order; long lists take several."""
    paths: set[str] = set()
    for kind in kinds:
        for record in kind.records(catalogue) if kind.records else (None,):
            arguments = (catalogue,) if record is None else (catalogue, record)
            path = kind.path.format(record)
            crumbs = kind.crumbs(record) if callable(kind.crumbs) else kind.crumbs
            if crumbs is None:
                crumbs = [above for above in folders_of(path) if above in paths]
            page = Page(
                path=path,
                template=kind.template,
                context=partial(kind.context, *arguments),
                crumbs=tuple(crumbs),
                record=record if getattr(record, "path", "") == path else None,
            )
            paths.add(path)
            yield from in_parts(page, kind.long, kind.rows or LONG) if kind.long else (page,)


def folders_of(path: str) -> list[str]:
    """The addresses /a/ and /a/b/ for /a/b/c/."""
    names = path.split("/")[1:-2]
    return [f"/{'/'.join(names[: i + 1])}/" for i in range(len(names))]


def in_parts(page: Page, long: Sequence[str], most: int = LONG) -> Iterator[Page]:
    """The page, or if the lists of that name in its context have more than `most` rows, its parts.

    A list may be one of (heading, rows). The first part is at the address of the page.
    """
    context = page.context()
    count = max(-(-_length(context[name]) // most) for name in long) or 1
    for part in range(1, count + 1):
        start = most * (part - 1)
        cut = {name: _cut(context[name], start, start + most) for name in long}
        this_part = replace(page, parts=count, context=partial(dict, context, **cut))
        yield (
            this_part
            if part == 1
            else replace(
                this_part,
                path=f"{page.path}page/{part}/",
                crumbs=(*page.crumbs, page.path),
                record=None,
                part=part,
            )
        )


def part_path(path: str, index: int) -> str:
    """The address of the part of a page that has the row of that index."""
    part = index // LONG + 1
    return path if part == 1 else f"{path}page/{part}/"


def _is_grouped(rows: Sequence[Any]) -> bool:
    """Whether it is a list of (heading, rows)."""
    return bool(rows) and all(
        isinstance(row, tuple) and len(row) == 2 and isinstance(row[1], list) for row in rows
    )


def _length(rows: Sequence[Any]) -> int:
    return sum(len(own) for _, own in rows) if _is_grouped(rows) else len(rows)


def _cut(rows: Sequence[Any], start: int, stop: int) -> Sequence[Any]:
    if not _is_grouped(rows):
        return rows[start:stop]
    flat = [(heading, row) for heading, own in rows for row in own][start:stop]
    return [(heading, [row for _, row in own]) for heading, own in groupby(flat, itemgetter(0))]


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
    title: str
    description: str
    links: frozenset[str]  # the addresses of other pages of the site that it links to


class Renderer:
    """Draws the pages of a site.

    `navigation` are the addresses of the pages to which the head of every page leads. `head` makes
    what machines read in the head of a page. The abbreviations of `glossary` are explained on every
    page but its own. `translated` are the names of the files, beside pages, that there are in
    the language of the site.
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
        translated: Container[str] = (),
    ) -> None:
        self.templates, self.head, self.explain = templates, head, explainer(glossary)
        self.translated = translated
        self.pages = {page.path: page for page in pages}
        self.names: dict[str, str] = {}
        templates.add_filters({"page_name": self.page_name})
        self.site = site  # names may be read from it
        self.site = site._replace(navigation=[(self.page_name(to), to) for to in navigation])

    def render(self, page: Page) -> Rendered:
        """The page with all it shows; raises jinja2.TemplateError if its template is faulty."""
        values = self.values(page)
        html = self.templates.html(f"pages/{page.template}.html", values)
        if not page.path.startswith("/glossary/"):
            html = self.explain(html)
        links = frozenset(PAGE_LINK.findall(html)) - {page.path}
        language = self.site.language
        if language.code:
            html = links_within(html, language.root, self.translated)
        if language.is_chinese:
            html = mark_foreign(html)
        html = html.replace(OF_ANOTHER_LANGUAGE, ' href="')
        if page.file == NOT_FOUND and not language.code:
            html = links_below(html, urlsplit(self.site.url).path if self.site.url else "/")
        else:
            html = relative_links(html, language.root + page.path[1:])
        return Rendered(html, values["title"], values["description"], links)

    def values(self, page: Page) -> dict[str, Any]:
        """All that the template of the page gets, its title and description among it."""
        values = self._values(page)
        title, description = (self._text(page, name, values) for name in ("title", "description"))
        if page.part > 1:
            title = self.templates.text("texts/pages.txt", "part", title=title, part=page.part)
        head = self.head and self.head(page)
        return {**values, "title": title, "description": description, "head": head}

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
