"""Atom feeds, by the letter of RFC 4287 where feedparser is lenient."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import feedparser
import pytest

from generator.engine.feeds import entry_id, feed_files
from tests.loaded import templates

from .kites import kites

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def feeds(site_url: str | None = None) -> dict[str, bytes]:
    return dict(feed_files(kites(), templates(kites()), site_url))


def faults(content: bytes) -> Iterator[str]:
    """What RFC 4287 does not allow."""
    feed = ElementTree.fromstring(content)
    entries = feed.findall(f"{ATOM}entry")
    for name, part in (("feed", feed), *(("entry", entry) for entry in entries)):
        for tag in ("id", "title", "updated"):
            if len(part.findall(f"{ATOM}{tag}")) != 1:
                yield f"{name} without one {tag}"
        if not MOMENT.fullmatch(part.findtext(f"{ATOM}updated") or ""):
            yield f"{name} with a bad date"
        if not (part.findtext(f"{ATOM}id") or "").startswith("urn:uuid:"):
            yield f"{name} without an absolute id"
        if len(part.findall(f"{ATOM}link[@rel='alternate']")) != 1:
            yield f"{name} without one alternate link"
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "without an author"
    if len(feed.findall(f"{ATOM}link[@rel='self']")) != 1:
        yield "without a link to itself"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        yield "two entries with one id"


@pytest.mark.parametrize("site_url", [None, "https://example.org/repository/"])
def test_every_feed_is_atom(site_url: str | None) -> None:
    made = feeds(site_url)
    assert set(made) == {
        *("feed.xml", "kites/red/feed.xml", "kites/blue/feed.xml", "makers/smith/feed.xml"),
    }
    for path, content in made.items():
        assert list(faults(content)) == [], path
        assert not feedparser.parse(content).bozo, path


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"<id>urn:uuid:", b"<id>7"),
        (b"</title>", b"</title><title>again</title>"),
        (b"T00:00:00Z", b""),
        (b'rel="self"', b'rel="other"'),
    ],
)
def test_a_feed_that_is_not_would_be_noticed(good: bytes, bad: bytes) -> None:
    content = feeds()["feed.xml"]
    assert good in content
    assert list(faults(content.replace(good, bad, 1)))


def test_an_entry_comes_with_an_edition_and_keeps_its_id() -> None:
    newest, oldest = feedparser.parse(feeds()["kites/red/feed.xml"]).entries
    assert (newest.title, newest.updated) == (
        "Red kite: changed in edition 2020-01-31",
        "2020-01-31T00:00:00Z",
    )
    assert newest.content[0].value == "kites, red, name: Rad kite became Red kite."
    assert oldest.content[0].value == "Listed for the first time."
    assert oldest.id == entry_id("/kites/red/ 2019-12-31")


def test_the_feed_of_the_site_has_editions_and_later_changes() -> None:
    parsed = feedparser.parse(feeds("https://example.org/")["feed.xml"])
    assert parsed.feed.title == "Kites & more"
    assert [entry.title for entry in parsed.entries] == [
        "Red kite: changed in edition 2020-01-31",
        "Edition 2020-01-31",
        "=Blue kite: new in edition 2020-01-31",
        "Edition 2019-12-31",
    ]
    assert parsed.entries[0].link == "https://example.org/kites/red/#history"
