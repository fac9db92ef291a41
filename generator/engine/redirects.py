"""Pages at addresses where something was once: the way to what took its place, or why not."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import Any

from .addresses import redirect_of, successors
from .catalogues import Catalogue
from .history import Redirect
from .pages import Page, PageKind, pages_of

REDIRECTS = ("moved", "gone")  # templates of such pages


def all_pages(kinds: Iterable[PageKind], catalogue: Any) -> list[Page]:
    """Every page of these kinds, and one at each address where a page was once."""
    pages = list(pages_of(kinds, catalogue))
    removed: dict[str, list[Redirect]] = defaultdict(list)  # parts of pages, by the page
    for row in catalogue.redirects.values():
        path, is_part, _ = row.address.partition("#")
        if is_part:
            removed[path].append(row)
    return [
        *(replace(page, gone=tuple(removed.get(page.path, ()))) for page in pages),
        *redirect_pages(catalogue, {page.path for page in pages}),
    ]


def redirect_pages(catalogue: Catalogue, pages: Container[str]) -> Iterator[Page]:
    """A page for each address that redirects.csv is about, and for those below it.

    `pages` are the addresses of all other pages.
    """
    published = {old for edition in catalogue.editions for old in edition.addresses}
    for old in sorted({*published, *catalogue.redirects}):
        row = redirect_of(catalogue, old)
        if row is None or not old.endswith("/"):
            continue
        to = successors(old, row, pages)
        context = {"row": row, "to": to, "history": catalogue.history.versions.get(old, ())}
        template = "moved" if len(to) == 1 else "gone"
        yield Page(path=old, template=template, context=context.copy)
