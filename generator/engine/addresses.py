"""Addresses: which there are, what answers at those there were, and which lead nowhere."""

import html
import re
from collections.abc import Collection, Container, Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from .catalogues import Catalogue, per_catalogue
from .changes import ABOUT_CHANGES, rows_with_pages
from .editions import Redirect
from .html import render_markdown
from .problems import Problem, suggestion
from .schema import Schema, record_id

API = "/api/v1"
PRIVATE = ("/static/", "/sitemap.xml", "/robots.txt", "/opensearch.xml", "/site.zip")
PARTS = (".js", "/card.png")  # of pages; nobody links to them


def address(file: str) -> str:
    """The address of a file of the site: /products/x/ for products/x/index.html."""
    return "/" + file.removesuffix("index.html")


def ending(path: str) -> str:
    """How a file of that address ends, as csl.json; '' for a page or a part of one."""
    return path.partition("#")[0].rpartition("/")[2].partition(".")[2]


def json_path(path: str) -> str:
    """Address of the JSON beside a page: /api/v1/products/x.json beside /products/x/."""
    return f"{API}{path.rstrip('/')}.json"


def collections(schema: Schema) -> list[str]:
    """The tables that are listed by themselves, and not only within records of others.

    Those are tables of records with a place on a page, of allowed words, and of notes on others.
    """
    return [
        name
        for name, table in schema.tables.items()
        if (table.record.page and not table.parent and name not in ABOUT_CHANGES)
        or name == schema.words
        or schema.annotates(name)
    ]


def published(catalogue: Catalogue, files: Iterable[str]) -> list[str]:
    """Every address that readers may keep, sorted: pages, files, and parts of pages.

    `files` are the places of all files of the site. In other languages the addresses are the same
    below /CODE/, and their pages answer for what is gone as those at the root do.
    """
    others = tuple(f"/{code}/" for code in catalogue.settings.language_codes)
    paths = {
        path
        for path in map(address, files)
        if not (path.startswith((*PRIVATE, *others)) or path.endswith(PARTS) or "/." in path)
        and not redirect_of(catalogue, path)
    }
    return sorted(paths | set(fragments(catalogue)))


@per_catalogue
def fragments(catalogue: Catalogue) -> tuple[str, ...]:
    """The address of every record that is a part of the page of something else.

    Remarks have none: they go when their question is settled.
    """
    tables, paths = catalogue.unreleased.tables, []
    records = [record for name in tables for record in catalogue.records[name]]
    rows = rows_with_pages(catalogue.schema, tables)
    for record, (_, _, pages) in zip(records, rows, strict=True):
        if "#" in record.page:
            paths.append(record.path)
        elif record.part:
            paths += [f"{page}#{record.part.format(record)}" for page in pages]
    return tuple(paths)


def once_published(catalogue: Catalogue) -> dict[str, str]:
    """Every address of every edition, with the name of the last edition that had it."""
    return {path: edition.edition for edition in catalogue.editions for path in edition.addresses}


def address_problems(
    catalogue: Catalogue, existing: Iterable[str], data: str, *, files: bool = True
) -> Iterator[Problem]:
    """Addresses of earlier editions that nothing answers for, and redirects that lead wrongly.

    `existing` are the addresses of pages and files of this build, without notices of what is gone;
    without `files`, those of pages and parts of pages alone. `data` is the name of the data folder.
    """
    paths, table = set(existing), f"{data}/redirects.csv"
    edition, once = catalogue.settings.edition, once_published(catalogue)
    first = ""
    if edition in {one.edition for one in catalogue.editions}:
        edition = "EDITION"
        first = f"first name the next edition (edition = ... in {data}/catalogue.toml), then "

    def is_missing(path: str) -> bool:
        return path not in paths and (files or not ending(path))

    reported: list[str] = []  # what was beside and on a page follows from the page
    for old in sorted(once, key=lambda old: (not old.endswith("/"), old)):
        home = old.partition("#")[0]
        if not is_missing(old) or redirect_of(catalogue, old):
            continue
        if any(home.startswith(page) or home == json_path(page) for page in reported):
            continue
        reported.append(old)
        reason = f"edition {once[old]} published {old}, and nothing is there; {first}add the row"
        yield Problem(table, f"{reason} {old},TO,{edition},WHY (no TO if withdrawn)")
    for old, row in catalogue.redirects.items():
        place, kind = catalogue.places.get(old, table), ending(old)
        if old in paths:
            yield Problem(place, f"address {old} exists; it cannot lead away")
        for to in row.targets:
            if kind and ending(to) != kind:
                reason = f"a file can only lead to one that ends as it does, in .{kind}"
                yield Problem(place, f"to {to}: {reason}")
            elif is_missing(to):
                yield Problem(place, f"to {to}: nothing is there")


def redirect_of(catalogue: Catalogue, old: str) -> Redirect | None:
    """The row of redirects that answers for an address: its own, or that of the nearest page."""
    rows = catalogue.redirects
    if not rows:
        return None
    pages = [old[: end + 1] for end, mark in enumerate(old) if mark == "/"]
    if old.startswith(API):
        pages.append(old.removeprefix(API).removesuffix(".json") + "/")
    return next((rows[one] for one in (old, *reversed(pages)) if one in rows), None)


def successors(old: str, row: Redirect, existing: Container[str]) -> list[str]:
    """Where an address leads for which that row answers.

    What was beside or below a page leads to its like beside or below the new one, if that is among
    the `existing` addresses, or else to where the page leads.
    """
    ways = []
    for to in row.targets:
        file, was = old.removeprefix(row.address), record_id(row.address)
        if file.startswith(f"{was}."):
            file = record_id(to) + file.removeprefix(was)
        like = json_path(to) if old == json_path(row.address) else to + file
        ways.append(like if like in existing else to)
    return ways


def broken_note_links(catalogue: Catalogue, paths: Collection[str], data: str) -> Iterator[Problem]:
    """Links of notes within the site that lead to no page; `data` is the name of the folder.

    `paths` are the addresses of all pages. Files and parts of pages are not looked for.
    """
    homes = {
        record.id: record.path.partition("#")[0]
        for name, table in catalogue.schema.tables.items()
        for record in (catalogue.records[name] if "note" in table.fields else ())
    }
    for name, note in catalogue.notes.items():
        record_id = name.partition(".")[0]  # of one in another language, ID.CODE.md, too
        for link in _links(note):
            path = urlsplit(urljoin(homes.get(record_id, f"/{record_id}/"), link)).path
            elsewhere = urlsplit(link).scheme or "." in path.rpartition("/")[2]
            if not elsewhere and path not in paths:
                reason = f"links to {link}, where no page is{suggestion(path, paths)}"
                yield Problem(f"{data}/notes/{name}.md", reason)


def _links(note: str) -> Iterator[str]:
    """Where the links of a note lead, as they are written."""
    if "](" in note or "]:" in note:  # it takes a while to read Markdown
        yield from map(html.unescape, re.findall(r'href="([^"]*)"', render_markdown(note)))
