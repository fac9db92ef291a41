"""Atom feeds: one of the site, one of each record; their dates are those of editions."""

import uuid
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .catalogues import Catalogue
from .changes import Version
from .json_files import File
from .templates import Templates

TEMPLATE = "texts/feed.txt"
LIMIT = 100  # entries of the feed of the site
NAMESPACE = uuid.UUID(
    "7d1f4b4e-4c1e-5d0a-9a53-6b0c3f2f9a11"
)  # of ids; entries keep theirs for ever


class Entry(NamedTuple):
    """An entry of a feed; `day` as 2021-06-22."""

    id: str
    title: str
    path: str
    day: str
    content: str


def feed_files(catalogue: Catalogue, templates: Templates, site_url: str | None) -> Iterator[File]:
    """The feed of each record, and that of the site: editions, and changes since the first."""
    text, site = templates.text, list[Entry]()
    for record in catalogue.with_pages():
        path, title = record.path, record.title
        versions = catalogue.history.versions.get(path, ())
        entries, address = [], path  # the latter as it was at the time of a version
        for version in versions:
            entries.append(_entry(path, title, version, address, templates))
            address = version.moved_from or address
        yield (
            f"{path.lstrip('/')}feed.xml",
            atom(catalogue, path, title, entries, templates, site_url),
        )
        since_first = versions and versions[-1].edition == catalogue.editions[0]
        site += entries[:-1] if since_first else entries
    for edition, differences in catalogue.history.editions:
        name = edition.edition
        content = text(TEMPLATE, "edition_content", changes=len(differences), note=edition.note)
        site.append(
            Entry(
                entry_id(f"edition {name}"),
                text(TEMPLATE, "edition_title", edition=name),
                f"/changes/{name}/",
                edition.released.isoformat(),
                content,
            )
        )
    site.sort(key=lambda entry: (entry.day, entry.title), reverse=True)
    yield "feed.xml", atom(catalogue, "/", "", site[:LIMIT], templates, site_url)


def _entry(path: str, title: str, version: Version, address: str, templates: Templates) -> Entry:
    """The entry of a version; its id comes from the address it had at the time."""
    values = {"title": title, "version": version, "edition": version.edition.edition}
    return Entry(
        entry_id(f"{address} {version.edition.edition}"),
        templates.text(TEMPLATE, "version_title", **values),
        f"{path}#history",
        version.edition.released.isoformat(),
        templates.text(TEMPLATE, "version_content", **values),
    )


def entry_id(name: str) -> str:
    """The permanent id of an entry or feed that is named so."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}"


def atom(
    catalogue: Catalogue,
    path: str,
    title: str,
    entries: Sequence[Entry],
    templates: Templates,
    site_url: str | None,
) -> bytes:
    """The feed of the page at `path` by RFC 4287; the site itself has no title of its own.

    Without a site address its links are relative to the feed.
    """
    settings = catalogue.settings
    values = {
        "settings": settings,
        "feed_id": entry_id(f"{settings.title} {path}"),
        "title": title,
        "path": path,
        "root": site_url or "../" * (path.count("/") - 1),
        "updated": max((entry.day for entry in entries), default=settings.as_of),
        "entries": entries,
    }
    return templates.html("texts/feed.xml", values).encode()
