"""What there is and what is new, for programs: feeds by RFC 4287, calendars by RFC 5545."""

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import feedparser
import pytest

from generator.engine.catalogues import Catalogue
from generator.engine.discovery import (
    WIDTH,
    CalendarDay,
    calendar,
    discovery_files,
    entry_id,
    feed_files,
)
from generator.engine.pages import Page
from tests.loaded import templates, with_settings

from .kites import kites

TEMPLATES = templates(kites())
SITE = "https://example.org/repository/"
PAGES = [
    Page(path="/", template="home"),
    Page(path="/kites/red/", template="kite"),
    Page(path="/kites/old/", template="moved"),
]
HOSTILE = with_settings(kites(), title='<b>&"]]>*x*', description="[x](javascript:1) <&>")
ATOM = "{http://www.w3.org/2005/Atom}"
STAMP = dt.date(2020, 6, 30)
ODD = "a, b; c\\n \r\nEND:VCALENDAR\r\nX:\u2028“玩具” " + "玩具🧸é" * 40
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def files(site_url: str | None, catalogue: Catalogue | None = None) -> dict[str, str]:
    navigation = [("Kites", "/kites/")]
    made = discovery_files(catalogue or kites(), PAGES, navigation, TEMPLATES, site_url)
    return {path: content.decode() for path, content in made}


def test_the_sitemap_has_every_page_with_true_dates() -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = {
        url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod")
        for url in ElementTree.fromstring(files(SITE)["sitemap.xml"])
    }
    assert urls == {SITE: None, f"{SITE}kites/red/": "2020-01-31"}
    assert f"Sitemap: {SITE}sitemap.xml\n" in files(SITE)["robots.txt"]


def test_browsers_can_search_the_site() -> None:
    search = ElementTree.fromstring(files(SITE)["opensearch.xml"])
    (url,) = search.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"{SITE}search/?q={{searchTerms}}"


def test_llms_txt_leads_to_data_pages_and_records() -> None:
    text = files(SITE)["llms.txt"]
    assert text.startswith("# Kites & more\n\n> An invented catalogue. Data as of 2020-01-31")
    for line in (
        f"- [Whole catalogue as JSON]({SITE}api/v1/catalogue.json)",
        f"- [Kites]({SITE}kites/)",
        f"- [Smith & sons]({SITE}makers/smith/)",
    ):
        assert f"{line}\n" in text


def test_without_an_address_there_is_llms_txt_alone() -> None:
    assert set(files(None)) == {"llms.txt"}
    assert "(./kites/red/)" in files(None)["llms.txt"]


def test_hostile_words_stay_words() -> None:
    made = files(SITE, HOSTILE)
    assert made["llms.txt"].startswith('# \\<b\\>&"\\]\\]\\>\\*x\\*\n')
    search = ElementTree.fromstring(made["opensearch.xml"])
    assert search[1].text == HOSTILE.settings.description


def feeds(site_url: str | None = None) -> dict[str, bytes]:
    return dict(feed_files(kites(), TEMPLATES, site_url))


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


def dated(**more: str) -> bytes:
    values = {"uid": "urn:x:1", "summary": "Sold", "description": "", **more}
    return calendar("Toys", [CalendarDay(day=dt.date(2020, 1, 2), **values)], STAMP)


def properties(file: bytes) -> list[str]:
    """The lines of a calendar unfolded, as a reader does it."""
    assert file.endswith(b"\r\n")
    assert not re.search(rb"[^\r]\n|\r[^\n]", file)
    return file.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_a_day_is_an_event_of_a_whole_day() -> None:
    assert properties(dated(url="https://example.org/x/#y")) == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Toys//EN", "X-WR-CALNAME:Toys"),
        *("BEGIN:VEVENT", "UID:urn:x:1", "DTSTAMP:20200630T000000Z"),
        *("DTSTART;VALUE=DATE:20200102", "SUMMARY:Sold", "URL:https://example.org/x/#y"),
        *("TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR"),
    ]


def test_lines_are_folded_between_characters_and_are_no_longer_than_allowed() -> None:
    for blanks in range(5):
        file = dated(summary=" " * blanks + ODD + "x" * 200)
        for line in file.split(b"\r\n"):
            assert len(line) <= WIDTH
            line.decode()  # no character is cut
    assert max(map(len, file.split(b"\r\n"))) == WIDTH


def test_text_stays_text() -> None:
    lines = properties(dated(summary=ODD, description=ODD, uid="a;b"))
    assert lines.count("END:VCALENDAR") == 1
    (summary,) = [line for line in lines if line.startswith("SUMMARY:")]
    assert summary.startswith("SUMMARY:a\\, b\\; c\\\\n END:VCALENDAR X: “玩具” 玩具🧸é")
    assert "UID:a\\;b" in lines


def test_a_calendar_without_days_is_one() -> None:
    assert len(properties(calendar("Toys", [], STAMP))) == 5
