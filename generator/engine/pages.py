"""Pages: the kinds that a catalogue lists, and each page as a value."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, NamedTuple

from .editions import Redirect

NOT_FOUND = "404.html"  # is shown at any address, so that it alone names the base path
LONG = 400  # rows of a list that a page shows; it goes on, on pages of its own

Context = dict[str, Any]  # what a template gets


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


def pages_of(
    kinds: Iterable[PageKind], catalogue: Any, part_counts: Mapping[str, int] | None = None
) -> Iterator[Page]:
    """Every page of these kinds, in order; long lists take several.

    `part_counts` says how many, by the address of the first: in another language as many as in the
    main one, since links lead from one to the other.
    """
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
            if kind.long:
                yield from in_parts(
                    page, kind.long, kind.rows or LONG, (part_counts or {}).get(path)
                )
            else:
                yield page


def folders_of(path: str) -> list[str]:
    """The addresses /a/ and /a/b/ for /a/b/c/."""
    names = path.split("/")[1:-2]
    return [f"/{'/'.join(names[: i + 1])}/" for i in range(len(names))]


def in_parts(
    page: Page, long: Sequence[str], most: int = LONG, count: int | None = None
) -> Iterator[Page]:
    """The page, or if the lists of that name in its context have more than `most` rows, its parts.

    A list may be one of (heading, rows). The first part is at the address of the page. There are
    `count` parts, if that is known.
    """
    # Made once: otherwise each of many parts would make all of it again.
    whole: Callable[[], Context] = page.context if count == 1 else cache(page.context)
    if count is None:
        count = max(-(-_length(whole()[name]) // most) for name in long) or 1
    for part in range(1, count + 1):
        start = most * (part - 1)
        own = partial(_with_cut, whole, long, start, start + most)
        this_part = replace(page, parts=count, context=own)
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


def _with_cut(whole: Callable[[], Context], long: Sequence[str], start: int, stop: int) -> Context:
    """A context with the rows of its long lists that one part has."""
    context = whole()
    return context | {name: _cut(context[name], start, stop) for name in long}


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
    groups = []
    for heading, own in rows:
        if part := own[max(start, 0) : max(stop, 0)]:
            groups.append((heading, part))
        start, stop = start - len(own), stop - len(own)
    return groups
