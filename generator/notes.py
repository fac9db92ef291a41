"""Notes, as far as they lead elsewhere: a link of a note that leads to no page is a problem."""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from .catalogues import Catalogue
from .engine.html import render_markdown
from .problems import Problem
from .tables import suggestion


def astray(catalogue: Catalogue, pages: Iterable[str], data: str) -> list[Problem]:
    """Links of notes within the site at whose address there is no page.

    `pages` are the addresses of all pages, `data` is the name of the data folder. Files to take
    away and parts of pages are not looked for.
    """
    there = set(pages)
    return [
        Problem(f"{data}/notes/{id}.md", f"links to {link}, where no page is{near}")
        for id, home, note in _notes(catalogue)
        for link in _links(note)
        if (near := _missing(urljoin(home, link), there)) is not None
    ]


def _notes(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """The id of each note, the page on which it stands, and its text."""
    for guideline in catalogue.guidelines:
        yield guideline.id, guideline.path, guideline.note
    for product in catalogue.products:
        yield product.id, product.path, product.note
    for product, approval in catalogue.approvals:
        yield approval.id, product.path, approval.note


def _links(note: str) -> list[str]:
    """Where its links lead, as they are written."""
    if "](" not in note and "]:" not in note:  # it takes a while to read Markdown
        return []
    return [html.unescape(link) for link in re.findall(r'href="([^"]*)"', render_markdown(note))]


def _missing(address: str, there: set[str]) -> str | None:
    """What may be meant by an address at which there is no page; None if there is one."""
    path = urlsplit(address).path
    elsewhere = urlsplit(address).scheme or "." in path.rpartition("/")[2]
    return None if elsewhere or path in there else suggestion(path, there)
