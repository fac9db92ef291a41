"""Long lists in parts: what is too long to read or to load goes on, on pages of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .page import Page

LONG = 400  # rows of a list that a page shows
WIDE = 5  # products that a page sets side by side: more columns overlap on a screen
LISTS = {  # template: the lists of its context that grow with the catalogue
    "approvals": ("approvals",),
    "conditional": ("rows",),
    "evidence": ("checks", "rest"),
    "facet": ("approvals", "guidelines", "wider"),
    "facets": ("values",),
    "guidelines": ("by_subject",),
    "products": ("products",),
    "remarks": ("by_kind",),
    "search": ("letters",),
}
GROUPED = ("by_subject", "by_kind", "letters")  # pairs of a heading and its rows


def in_parts(page: Page) -> Iterator[Page]:
    """The page, or if its lists are long the pages they take.

    On these there is nothing to filter and sort by: it would find only what stands on the same one.
    """
    lists = {key: page.context[key] for key in LISTS.get(page.template, ())}
    longest = max((_length(key, rows) for key, rows in lists.items()), default=0)
    count = -(-longest // LONG) or 1
    if count == 1:
        yield page
        return
    for part in range(1, count + 1):
        start = LONG * (part - 1)
        some = {key: _cut(key, rows, start, start + LONG) for key, rows in lists.items()}
        yield numbered(page, part, count, some)


def numbered(page: Page, part: int, parts: int, context: Mapping[str, Any]) -> Page:
    """One part of a page; the first stands at its address, and has its figures."""
    more = {**page.context, **context, "filters": []}
    if part == 1:
        return replace(page, parts=parts, context=more)
    return replace(
        page,
        path=place(page.path, LONG * (part - 1)),
        title=f"{page.title}, page {part}",
        crumbs=(*page.crumbs, (page.title, page.path)),
        about=None,
        part=part,
        parts=parts,
        context={**more, "figures": []} if "figures" in more else more,
    )


def place(path: str, index: int) -> str:
    """The address of the part of a page that has the row of that index."""
    part = index // LONG + 1
    return path if part == 1 else f"{path}page/{part}/"


def batches(rows: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """The rows in runs of that length; the last may be shorter."""
    return [rows[i : i + size] for i in range(0, len(rows), size)]


def _length(key: str, rows: Sequence[Any]) -> int:
    return sum(len(found) for _, found in rows) if key in GROUPED else len(rows)


def _cut(key: str, rows: Sequence[Any], start: int, stop: int) -> Sequence[Any]:
    if key not in GROUPED:
        return rows[start:stop]
    groups, before = [], 0
    for head, found in rows:
        some = found[max(start - before, 0) : max(stop - before, 0)]
        if some:
            groups.append((head, some))
        before += len(found)
    return groups
