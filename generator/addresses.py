"""Addresses: which the catalogue publishes, and what answers at those it published once."""

from collections.abc import Container, Iterable, Iterator

from .catalogues import Catalogue
from .problems import Problem
from .records import Redirect

API = "/api/v1"
WITH_PAGES = ("products", "guidelines", "holders")  # tables whose rows have a page each
COLLECTIONS = (*WITH_PAGES, "sources", "exclusions", "glossary", "terms", "statements", "remarks")
PRIVATE = ("/static/", "/search/entries.js")  # parts of pages, which nobody links to
HOSTED = ("/sitemap.xml", "/robots.txt", "/opensearch.xml", "/site.zip")  # not in every build


def address(file: str) -> str:
    """The address of a file of the site: /products/x/ for products/x/index.html."""
    return "/" + file.removesuffix("index.html")


def ending(address: str) -> str:
    """How a file of that address ends, as csl.json; '' for a page or a part of one."""
    return address.partition("#")[0].rpartition("/")[2].partition(".")[2]


def json_path(path: str) -> str:
    """Address of the JSON beside a page: /api/v1/products/x.json beside /products/x/."""
    return f"{API}{path.rstrip('/')}.json"


def published(catalogue: Catalogue, files: Iterable[str]) -> list[str]:
    """Every address that readers may keep: pages, files to take away, and parts of pages."""
    kept = {
        found
        for file in files
        if not (found := address(file)).startswith((*PRIVATE, *HOSTED))
        and not found.endswith((".js", "/card.png"))
        and "/." not in found
        and not redirect_of(catalogue, found)
    }
    return sorted(kept | set(fragments(catalogue)))


def fragments(catalogue: Catalogue) -> Iterator[str]:
    """The address of everything that is shown on the page of something else, and stays.

    A remark does not: it goes when its question is settled.
    """
    for product in catalogue.products:
        for approval in product.approvals:
            yield f"{product.path}#{approval.anchor}"
            for end in approval.endpoints:
                yield f"{product.path}#{end.id}"
            if approval.pivotal:
                yield f"{product.path}#trial-{approval.pivotal.id}"
    for source in catalogue.sources.values():
        yield source.path
    for entry in catalogue.glossary:
        yield entry.path
    for one in catalogue.exclusions:
        yield one.path


def unanswered(
    catalogue: Catalogue, standing: Iterable[str], data: str, *, files: bool = True
) -> list[Problem]:
    """Addresses of earlier editions at which nothing stands and of which nothing is said.

    And redirects that lead from what stands, to what does not, or from a file to one that ends
    otherwise. `standing` are the addresses of this build, less stubs; without `files`, those of
    pages and of what is on them alone. `data` is the name of the data folder.
    """
    there = set(standing)
    place = f"{data}/redirects.csv"
    problems = []
    named, released = catalogue.edition.edition, {one.edition for one in catalogue.editions}
    told: list[str] = []  # pages; what stood beside and on them follows from them
    once = {old: edition.edition for edition in catalogue.editions for old in edition.addresses}
    for old in sorted(once, key=lambda old: (not old.endswith("/"), old)):
        home = old.partition("#")[0]
        if old in there or redirect_of(catalogue, old) or (ending(old) and not files):
            continue
        if any(home.startswith(page) or home == json_path(page) for page in told):
            continue
        told.append(old)
        first = f"first name the next edition (edition = ... in {data}/catalogue.toml), then "
        first = first if named in released else ""
        line = f"{old},TO,{'EDITION' if named in released else named},WHY"
        reason = f"edition {once[old]} published {old}, and nothing stands there"
        problems.append(Problem(place, f"{reason}; {first}add the row {line} (no TO if withdrawn)"))
    for row in catalogue.redirects.values():
        where, kind = catalogue.places.get(row.address, place), ending(row.address)
        if row.address in there:
            problems.append(Problem(where, f"address {row.address} stands; it cannot lead away"))
        for to in (row.to or "").split():
            if kind and ending(to) != kind:
                reason = f"a file can only lead to one that ends as it does, in .{kind}"
                problems.append(Problem(where, f"to {to}: {reason}"))
            elif to not in there and (files or not ending(to)):
                problems.append(Problem(where, f"to {to}: nothing stands there"))
    return problems


def redirect_of(catalogue: Catalogue, old: str) -> Redirect | None:
    """The row of redirects that answers for an address: its own, or that of the nearest page."""
    rows = catalogue.redirects
    pages = [old[: end + 1] for end, mark in enumerate(old) if mark == "/"]
    if old.startswith(API):
        pages.append(old.removeprefix(API).removesuffix(".json") + "/")
    return next((rows[one] for one in (old, *reversed(pages)) if one in rows), None)


def successors(old: str, row: Redirect, there: Container[str]) -> list[str]:
    """Where an address leads for which that row answers.

    What stood beside or below a page leads to its like beside or below the new one, if that is
    `there`, or else to where the page leads.
    """
    found = [(_like(old, row.address, to), to) for to in (row.to or "").split()]
    return [like if like in there else to for like, to in found]


def _like(old: str, page: str, to: str) -> str:
    """What stands to the page `to` as `old` stood to `page`."""
    if old == json_path(page):
        return json_path(to)
    was, now = (path.rstrip("/").rpartition("/")[2] for path in (page, to))
    file = old.removeprefix(page)
    return to + (now + file.removeprefix(was) if file.startswith(f"{was}.") else file)
