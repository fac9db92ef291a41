"""What answers at addresses that are gone: a way on, or why there is none.

Pages are drawn by the templates `moved` and `gone`. Files say it each in its own format, which
functions from outside make: this module knows no format.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from .addresses import address, ending, once_published, redirect_of, successors
from .catalogues import Catalogue
from .history import Redirect
from .pages import Page, PageKind, pages_of
from .templates import Text

TEMPLATES = ("moved", "gone")  # of pages at addresses that are gone
TEXTS = "texts/moved.txt"
STATUS = {0: "withdrawn", 1: "moved"}  # by the number of successors; with more: divided
OWN_WORDS = ("json", "xml")  # formats in which a moved file says so itself


class MovedFile(NamedTuple):
    """What became of a file that was published before, with all that any format says of it."""

    path: str  # its address
    status: str  # moved, divided or withdrawn
    to: list[str]  # the addresses it leads to
    row: Redirect  # that answers for it
    since: dt.date  # the day on which the first edition without it was released, or the latest
    title: str
    sentence: str


Writer = Callable[[MovedFile], bytes]  # makes a file that says so


def all_pages(kinds: Iterable[PageKind], catalogue: Any) -> list[Page]:
    """Every page of these kinds, and one at each address of a page that is gone."""
    pages = list(pages_of(kinds, catalogue))
    parts: dict[str, list[Redirect]] = defaultdict(list)  # that are gone, by the page they were on
    for old, row in catalogue.redirects.items():
        path, is_part, _ = old.partition("#")
        if is_part:
            parts[path].append(row)
    pages = [replace(page, gone=tuple(parts.get(page.path, ()))) for page in pages]
    return [*pages, *moved_pages(catalogue, {page.path for page in pages})]


def moved_pages(catalogue: Catalogue, existing: Container[str]) -> Iterator[Page]:
    """A page for each address that redirects answer for, and for those below it.

    `existing` are the addresses of all other pages.
    """
    for old in sorted({*once_published(catalogue), *catalogue.redirects}):
        row = redirect_of(catalogue, old)
        if row is not None and old.endswith("/"):
            to = successors(old, row, existing)
            history = catalogue.history.versions.get(old, ())
            yield Page(
                path=old,
                template="moved" if len(to) == 1 else "gone",
                context=partial(dict, row=row, to=to, history=history),
            )


def moved_files(
    catalogue: Catalogue, files: Mapping[str, bytes], writers: Mapping[str, Writer], text: Text
) -> Iterator[tuple[str, bytes]]:
    """A file at each address of a file that redirects answer for: its successor, or a writer's.

    `files` are those of this build, `writers` make files by their ending, such as csl.json. A
    picture or a workbook without a successor has no file: in it nothing can be said.
    """
    existing = {address(name) for name in files}
    released = {one.edition: one.released for one in catalogue.editions}
    for old in sorted(once_published(catalogue)):
        row, kind = redirect_of(catalogue, old), ending(old)
        if row is None or not kind or old in existing:
            continue
        to = successors(old, row, existing)
        if len(to) == 1 and ending(to[0]) == kind and kind not in OWN_WORDS:
            yield old.lstrip("/"), files[to[0].lstrip("/")]
        elif kind in writers:
            status = STATUS.get(len(to), "divided")
            since = released.get(row.edition, catalogue.editions[-1].released)
            words = [text(TEXTS, block, status=status, row=row) for block in ("title", "sentence")]
            moved = MovedFile(old, status, to, row, since, *words)
            yield old.lstrip("/"), writers[kind](moved)
