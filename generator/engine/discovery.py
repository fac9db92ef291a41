"""Files by which programs learn what there is and what is new: feeds, calendars, sitemap, llms.txt.

Calendars are by RFC 5545.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from .addresses import API
from .catalogues import Catalogue
from .citations import edition_name
from .editions import Edition
from .files import File
from .pages import Page
from .templates import RenderText, Templates

TEMPLATE = "texts/feed.txt"
WIDTH = 75  # bytes of a line of a calendar, its end not counted
LIMIT = 100  # entries of the feed of the site
NAMESPACE = uuid.UUID("7d1f4b4e-4c1e-5d0a-9a53-6b0c3f2f9a11")  # entries keep their ids for ever
# Pages that no search should list.
UNLISTED = ("past", "moved", "gone", "short_name", "embed", "not_found")


class FeedEntry(NamedTuple):
    """An entry of a feed; `day` as 2021-06-22."""

    id: str
    title: str
    path: str
    day: str
    content: str


def feed_files(catalogue: Catalogue, templates: Templates, site_url: str | None) -> Iterator[File]:
    """The feed of each record, and that of the site: editions, and changes since the first.

    Their dates are those of editions.
    """
    text, site, root = templates.text, list[FeedEntry](), catalogue.language.root
    for record in catalogue.with_pages():
        path, title, entries = record.path, record.title, list[FeedEntry]()
        versions = catalogue.history.versions.get(path, ())
        for version in versions:
            values = {"title": title, "record": record, "version": version}
            name = root + version.page[1:]
            entries.append(_entry(text, version.edition, name, f"{path}#history", values))
        yield f"{path[1:]}feed.xml", atom(catalogue, path, title, entries, templates, site_url)
        since_first = versions and versions[-1].edition == catalogue.editions[0]
        site += entries[:-1] if since_first else entries
    for edition, differences in catalogue.history.editions:
        values = {"changes": len(differences)}
        name = f"{root[1:]}edition"
        site.append(_entry(text, edition, name, f"/changes/{edition.edition}/", values))
    site.sort(key=lambda entry: (entry.day, entry.title), reverse=True)
    yield "feed.xml", atom(catalogue, "/", "", site[:LIMIT], templates, site_url)


def _entry(
    text: RenderText, edition: Edition, name: str, path: str, values: Mapping[str, Any]
) -> FeedEntry:
    """The entry of an edition, or with values of that of a version of a record in it.

    Its permanent id comes from the edition and a name, that of a record being its address then.
    """
    words = [text(TEMPLATE, block, edition=edition, **values) for block in ("title", "content")]
    name, day = entry_id(f"{name} {edition.edition}"), edition.released.isoformat()
    return FeedEntry(name, words[0], path, day, words[1])


def entry_id(name: str) -> str:
    """The permanent id of an entry or feed that is named so."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}"


def atom(
    catalogue: Catalogue,
    path: str,
    title: str,
    entries: Sequence[FeedEntry],
    templates: Templates,
    site_url: str | None,
) -> bytes:
    """The feed of the page at `path` by RFC 4287; the site itself has no title of its own.

    Without a site address its links are relative to the feed.
    """
    values = {
        "settings": catalogue.settings,
        "language": catalogue.language,
        "feed_id": entry_id(f"{catalogue.settings.title} {catalogue.language.root}{path[1:]}"),
        "title": title,
        "path": path,
        "root": site_url or "../" * (path.count("/") - 1),
        "updated": max((entry.day for entry in entries), default=last_release(catalogue)),
        "entries": entries,
    }
    return templates.file("feed.xml", **values)


def discovery_files(
    catalogue: Catalogue,
    pages: Iterable[Page],
    navigation: Sequence[tuple[str, str]],
    templates: Templates,
    site_url: str | None,
) -> Iterator[File]:
    """llms.txt, and what needs a site address only if there is one.

    `navigation` are names and paths of pages.
    """
    roots = [f"/{code}/" for code in catalogue.settings.language_codes]
    values = {
        "settings": catalogue.settings,
        "edition_name": edition_name(catalogue, templates.text),
        "root": site_url[:-1] if site_url else ".",
        "api": API,
        "navigation": navigation,
        "records": catalogue.with_pages(),
        "bare": bare_markdown,
        "pages": [
            root + page.path[1:]
            for root in ("/", *roots)
            for page in pages
            if page.template not in UNLISTED
        ],
        "last_change": partial(last_change, catalogue),
    }
    with_address = ("robots.txt", "sitemap.xml", "opensearch.xml")
    for name in ("llms.txt", *(with_address if site_url else ())):
        yield name, templates.file(name, **values)


def last_change(catalogue: Catalogue, path: str) -> str:
    """The day of release of the edition in which a record last changed; '' for other pages."""
    versions = catalogue.history.versions.get(path)
    return versions[0].edition.released.isoformat() if versions else ""


def last_release(catalogue: Catalogue) -> dt.date:
    """The day of release of the latest edition; before any, that at which the data end."""
    return catalogue.editions[-1].released if catalogue.editions else catalogue.settings.as_of


def bare_markdown(words: str) -> str:
    """Words that Markdown takes for nothing else."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", words)


class CalendarDay(NamedTuple):
    """An event of a whole day."""

    uid: str  # permanent, and of no other event anywhere
    day: dt.date
    summary: str
    description: str
    url: str = ""  # absolute, if there is one


def calendar(name: str, days: Iterable[CalendarDay], stamp: dt.date) -> bytes:
    """The file of a calendar; `stamp` is the day of its content."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(name)}//EN"]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for one in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(one.uid)}",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"SUMMARY:{_text(one.summary)}",
            *([f"DESCRIPTION:{_text(one.description)}"] if one.description else []),
            *([f"URL:{one.url}"] if one.url else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return b"".join(fold_line(line) + b"\r\n" for line in (*lines, "END:VCALENDAR"))


def _text(words: str) -> str:
    """A text as the value of a property."""
    return re.sub(r"([\\;,])", r"\\\1", " ".join(words.split()))


def fold_line(line: str) -> bytes:
    """A line in pieces of WIDTH bytes at most, cut between characters; all but one begin blank."""
    pieces, piece = list[bytes](), b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > WIDTH:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece])
