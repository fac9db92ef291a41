"""Atom feeds: one of the site, one of each record; their dates are those of editions."""

import uuid
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import NamedTuple

from ..catalogues import Catalogue
from ..changes import Version

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100  # entries of the feed of the site
NAME = uuid.UUID("7d1f4b4e-4c1e-5d0a-9a53-6b0c3f2f9a11")  # ours, so that ids are nobody else's


class Entry(NamedTuple):
    """An entry of a feed."""

    id: str
    title: str
    path: str
    day: str
    text: str


def feed_files(catalogue: Catalogue, site_url: str | None) -> Iterator[tuple[str, bytes]]:
    """The feed of the site, and that of each record."""
    entries: list[Entry] = []
    for path, title in titles(catalogue).items():
        versions = catalogue.ledger.histories.get(path, ())
        mine, then = [], path
        for version in versions:
            mine.append(_entry(path, title, version, then))
            then = version.moved_from or then
        yield f"{path.lstrip('/')}feed.xml", atom(catalogue, path, title, mine, site_url)
        entries += mine[:-1] if versions and versions[-1].edition == catalogue.editions[0] else mine
    for edition, found in catalogue.ledger.editions:
        count = f"{len(found)} changes. " if found else ""
        entries.append(
            Entry(
                entry_id(f"edition {edition.edition}"),
                f"Edition {edition.edition}",
                f"/changes/{edition.edition}/",
                edition.released.isoformat(),
                f"{count}{edition.note}",
            )
        )
    entries.sort(key=lambda entry: (entry.day, entry.title), reverse=True)
    yield "feed.xml", atom(catalogue, "/", catalogue.edition.title, entries[:MOST], site_url)


def titles(catalogue: Catalogue) -> dict[str, str]:
    """The title of every record that has a page, by its address."""
    return {
        **{product.path: product.name for product in catalogue.products},
        **{guideline.path: guideline.title for guideline in catalogue.guidelines},
        **{holder.path: holder.name for holder in catalogue.holders},
    }


def _entry(path: str, title: str, version: Version, then: str) -> Entry:
    """The entry of a version; `then` is the address at the time, by which it is known for ever."""
    edition = version.edition
    first = "Listed for the first time." if version.first else ""
    moved = f"Moved here from {version.moved_from}." if version.moved_from else ""
    told = [
        f"{change.table}, {change.row}, {change.column or 'whole row'}: "
        f"{change.before or 'nothing'} became {change.after or 'nothing'}."
        for change in version.differences
    ]
    text = " ".join(filter(None, (first, moved, *(told if not version.first else ()))))
    return Entry(
        entry_id(f"{then} {edition.edition}"),
        f"{title}: {'new' if version.first else 'changed'} in edition {edition.edition}",
        f"{path}#history",
        edition.released.isoformat(),
        text or "Its fingerprint changed.",
    )


def entry_id(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAME, name)}"


def atom(
    catalogue: Catalogue, path: str, title: str, entries: list[Entry], site_url: str | None
) -> bytes:
    """A feed by RFC 4287; without a site address its links are relative to it."""
    up = "../" * (path.count("/") - 1)

    def link(to: str) -> str:
        return (site_url or up) + to[1:] or "./"

    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})

    def add(parent: ElementTree.Element, tag: str, text: str = "", **more: str) -> None:
        ElementTree.SubElement(parent, tag, more).text = text or None

    edition = catalogue.edition
    add(feed, "id", entry_id(f"{edition.title} {path}"))
    add(feed, "title", title if path == "/" else f"{title} · {edition.title}")
    days = [entry.day for entry in entries] or [edition.as_of.isoformat()]
    add(feed, "updated", _moment(max(days)))
    author = ElementTree.SubElement(feed, "author")
    add(author, "name", edition.authors)
    add(feed, "link", rel="self", type="application/atom+xml", href=link(f"{path}feed.xml"))
    add(feed, "link", rel="alternate", type="text/html", href=link(path))
    add(feed, "rights", edition.data_licence)
    for entry in entries:
        one = ElementTree.SubElement(feed, "entry")
        add(one, "id", entry.id)
        add(one, "title", entry.title)
        add(one, "updated", _moment(entry.day))
        add(one, "link", rel="alternate", type="text/html", href=link(entry.path))
        add(one, "content", entry.text, type="text")
    ElementTree.indent(feed, " ")
    found: bytes = ElementTree.tostring(feed, "utf-8", xml_declaration=True)
    return found + b"\n"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
