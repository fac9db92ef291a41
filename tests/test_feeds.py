"""Atom feeds, by the letter of RFC 4287 where feedparser is lenient."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import feedparser
import pytest

from generator.downloads.feeds import entry_id

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def feeds(site: Path) -> list[Path]:
    return sorted(site.rglob("feed.xml"))


def faults(content: bytes) -> list[str]:
    """What RFC 4287 does not allow."""
    feed = ElementTree.fromstring(content)
    entries = feed.findall(f"{ATOM}entry")
    found = [] if feed.tag == f"{ATOM}feed" else ["is no feed"]
    for name, part in (("feed", feed), *(("entry", entry) for entry in entries)):
        for tag in ("id", "title", "updated"):
            if len(part.findall(f"{ATOM}{tag}")) != 1:
                found.append(f"{name} without one {tag}")
        if not MOMENT.fullmatch(part.findtext(f"{ATOM}updated") or ""):
            found.append(f"{name} with a bad date")
        if not (part.findtext(f"{ATOM}id") or "").startswith("urn:uuid:"):
            found.append(f"{name} without an absolute id")
        kinds = [link.get("type") for link in part.findall(f"{ATOM}link[@rel='alternate']")]
        if len(kinds) != len(set(kinds)) or not kinds:
            found.append(f"{name} with {len(kinds)} alternate links")
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        found.append("without an author")
    if len(feed.findall(f"{ATOM}link[@rel='self']")) != 1:
        found.append("without a link to itself")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    return found + (["two entries with one id"] if len(ids) != len(set(ids)) else [])


def test_every_feed_is_atom(site: Path, toy_site: Path) -> None:
    assert len(feeds(site)) > 40
    for path in (*feeds(site), *feeds(toy_site)):
        assert faults(path.read_bytes()) == [], path
        assert not feedparser.parse(path.read_bytes()).bozo, path


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"<id>urn:uuid:", b"<id>7"),
        (b"</title>", b"</title><title>again</title>"),
        (b"T00:00:00Z", b""),
        (b'rel="self"', b'rel="other"'),
    ],
)
def test_a_feed_that_is_not_would_be_found(toy_site: Path, good: bytes, bad: bytes) -> None:
    content = (toy_site / "feed.xml").read_bytes()
    assert good in content
    assert faults(content.replace(good, bad, 1))


def test_an_entry_comes_with_an_edition_and_keeps_its_id(toy_site: Path) -> None:
    found = feedparser.parse((toy_site / "products/toycel/feed.xml").read_bytes())
    assert [(entry.title, entry.updated) for entry in found.entries] == [
        ("Toycel injection: changed in edition 2020-06-30", "2020-07-15T00:00:00Z"),
        ("Toycel injection: new in edition 2020-03-31", "2020-04-02T00:00:00Z"),
    ]
    newest = found.entries[0]
    assert "Players with an invented disease of play became Adults" in newest.content[0].value
    assert newest.id == entry_id("/products/toycel/ 2020-06-30")
    assert found.entries[1].id == entry_id("/products/toyzel/ 2020-03-31")  # before it moved


def test_the_feed_of_the_site_tells_editions_and_later_changes(toy_site: Path) -> None:
    titles = [e.title for e in feedparser.parse((toy_site / "feed.xml").read_bytes()).entries]
    assert titles == [
        "Toygene: new in edition 2020-06-30",
        "Toycel injection: changed in edition 2020-06-30",
        "Sample Games: new in edition 2020-06-30",
        "Edition 2020-06-30",
        "Edition 2020-03-31",
    ]
