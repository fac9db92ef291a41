"""Pages as values, and the kinds of page that a catalogue lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from .editions import Redirect

LONG = 400  # rows of a list that a page shows; it goes on, on pages of its own
Context = dict[str, Any]  # what a template gets


class PageKind(NamedTuple):
    """A kind of page: one page, or with `records` one for each of them.

    `context` makes what its template gets, from the catalogue, and from the record if there is
    one. `long` names lists of that context that grow with the catalogue: they are divided, into
    parts of `rows`, or of LONG.
    """

    path: str  # /products/, or /products/{0.id}/ with the record filled in
    template: str  # templates/pages/TEMPLATE.html
    context: Callable[..., Context]
    records: Callable[[Any], Iterable[Any]] | None = None
    crumbs: Callable[[Any], Sequence[str]] | Sequence[str] = ()  # paths of the pages above it
    navigation: bool = False  # whether the head of every page leads to it
    long: tuple[str, ...] = ()
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page: where it is, which template draws it, and what that template gets.

    `context` is called when the page is drawn. `record` is the record or figure whose address it
    has, if any; `gone` is what was on it once.
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
    def first_part(self) -> str:
        """The address of the first of its parts."""
        return self.path.removesuffix(f"page/{self.part}/") if self.part > 1 else self.path

    @property
    def file(self) -> str:
        """Its file within the site."""
        return self.path.lstrip("/") + ("index.html" if self.path.endswith("/") else "")


def pages_of(kinds: Iterable[PageKind], catalogue: Any) -> Iterator[Page]:
    """Every page of these kinds, in order; long lists take several."""
    for kind in kinds:
        for record in kind.records(catalogue) if kind.records else (None,):
            arguments = (catalogue,) if record is None else (catalogue, record)
            crumbs = kind.crumbs(record) if callable(kind.crumbs) else kind.crumbs
            path = kind.path.format(record)
            page = Page(
                path=path,
                template=kind.template,
                context=partial(kind.context, *arguments),
                crumbs=tuple(crumbs),
                record=record if getattr(record, "path", "") == path else None,
            )
            yield from in_parts(page, kind.long, kind.rows) if kind.long else (page,)


def in_parts(page: Page, long: Sequence[str], rows: int = 0) -> Iterator[Page]:
    """The page, or if the lists of that name in its context are long the pages they take.

    A list may be one of (heading, rows). On divided pages there is nothing to filter or sort by: it
    would find only what is on the same one.
    """
    context, most = page.context(), rows or LONG
    count = -(-max(_length(context[name]) for name in long) // most) or 1
    for part in range(1, count + 1):
        start = most * (part - 1)
        cut = {name: _cut(context[name], start, start + most) for name in long}
        own: Context = context if count == 1 else {**context, **cut, "filters": []}
        if part > 1 and "figures" in own:
            own = {**own, "figures": []}
        yield numbered(page, part, count, own)


def numbered(page: Page, part: int, parts: int, context: Mapping[str, Any]) -> Page:
    """One part of a page with its context; the first is at the address of the page."""
    own: Callable[[], Context] = partial(dict, context)
    if part == 1:
        return replace(page, parts=parts, context=own)
    return replace(
        page,
        path=f"{page.path}page/{part}/",
        crumbs=(*page.crumbs, page.path),
        record=None,
        part=part,
        parts=parts,
        context=own,
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
    groups, before = [], 0
    for heading, own in rows:
        if cut := own[max(start - before, 0) : max(stop - before, 0)]:
            groups.append((heading, cut))
        before += len(own)
    return groups
