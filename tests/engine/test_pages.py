"""Pages of a list of kinds, in parts, and as HTML."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.engine.pages import Page, PageKind, in_parts, pages_of
from generator.engine.renderers import Renderer, Site
from generator.engine.templates import Templates

BASE = """<title>{{ title }}</title><meta name="description" content="{{ description }}">
<nav>{% for name, path in site.navigation %}<a href="{{ path }}">{{ name }}</a>{% endfor %}</nav>
{% for path in page.crumbs %}<a href="{{ path }}">{{ path | page_name }}</a>{% endfor %}
{% if head %}{{ head }}{% endif %}{% block main %}{% endblock %}"""
INDEX = """{% extends "base.html" %}
{% block title %}All <b>kites</b>{% endblock %}
{% block name %}Kites{% endblock %}
{% block description %}{{ kites | length }} kites &amp; more.{% endblock %}
{% block main %}{% for kite in kites %}<a href="/kites/{{ kite }}/#top">{{ kite }}</a>{% endfor %}
<a href="/kites/all.csv">CSV</a> <a href="https://example.org/">x</a>{% endblock %}"""
KITE = """{% extends "base.html" %}
{% block title %}{{ kite }}{% endblock %}
{% block description %}A <i>kite</i>.{% endblock %}
{% block main %}<p class="note">KPH</p>{% endblock %}"""


def kites() -> Iterator[Page]:
    yield Page(path="/kites/", template="index", context=lambda: {"kites": ["bat", "box"]})
    for kite in ("bat", "<box>"):
        path = f"/kites/{kite.strip('<>')}/"
        yield Page(
            path=path,
            template="kite",
            context=lambda kite=kite: {"kite": kite},
            crumbs=("/kites/",),
        )
    yield Page(path="/404.html", template="kite", context=lambda: {"kite": "none"})


@pytest.fixture
def renderer(tmp_path: Path) -> Callable[..., Renderer]:
    for folder in ("pages", "parts", "texts"):
        (tmp_path / folder).mkdir()
    for name, text in {
        "base.html": BASE,
        "pages/index.html": INDEX,
        "pages/kite.html": KITE,
        "texts/pages.txt": "{% block part %}{{ title }}, page {{ part }}{% endblock %}",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")

    def make(url: str | None = None, **more: Any) -> Renderer:
        site = Site(settings=None, edition_name="2020", root=url)
        more = {"navigation": ["/kites/"], **more}
        return Renderer(Templates([tmp_path]), site, kites(), **more)

    return make


def test_titles_and_descriptions_are_text_and_links_are_known(
    renderer: Callable[..., Renderer],
) -> None:
    index, *_ = kites()
    page = renderer().render(index)
    assert (page.title, page.description) == ("All kites", "2 kites & more.")
    assert page.links == {"/kites/bat/", "/kites/box/"}  # of itself and of files it says nothing
    assert '<a href="bat/#top">' in page.html
    assert 'content="2 kites &amp; more."' in page.html


def test_navigation_and_crumbs_call_a_page_by_its_name(renderer: Callable[..., Renderer]) -> None:
    _, bat, box, _ = kites()
    assert renderer().render(bat).html.count('<a href="../">Kites</a>') == 2
    assert renderer().page_name(box.path) == "<box>"  # its title, where it has no name


def test_a_later_part_of_a_list_says_so_in_its_title(renderer: Callable[..., Renderer]) -> None:
    index, *_ = kites()
    part = replace(index, path="/kites/page/2/", part=2, parts=2)
    assert renderer().render(part).title == "All kites, page 2"


def test_only_the_404_page_names_the_base_path(renderer: Callable[..., Renderer]) -> None:
    *_, missing = kites()
    assert 'href="/kites/"' in renderer().render(missing).html
    hosted = renderer("https://example.org/repository/")
    assert 'href="/repository/kites/"' in hosted.render(missing).html


def test_metadata_is_made_of_the_page(renderer: Callable[..., Renderer]) -> None:
    bat = list(kites())[1]
    html = renderer(head=lambda page: ["of", page.path]).render(bat).html
    assert "[&#39;of&#39;, &#39;/kites/bat/&#39;]" in html


def test_abbreviations_are_explained_but_not_in_the_glossary(
    renderer: Callable[..., Renderer],
) -> None:
    entry = SimpleNamespace(term="KPH", expansion="kites per hour", path="/glossary/k/#kph")
    bat = list(kites())[1]
    page = renderer(glossary=[entry]).render(bat)
    assert 'href="../../glossary/k/#kph" title="kites per hour"' in page.html
    assert "/glossary/k/" in page.links
    letter = replace(bat, path="/glossary/k/")
    assert "kites per hour" not in renderer(glossary=[entry]).render(letter).html


KINDS = [
    PageKind("/kites/", "index", lambda _: {}),
    PageKind("/kites/{0}/", "kite", lambda _, kite: {"kite": kite}, lambda kites: kites),
    PageKind("/kites/{0}/alone/", "kite", lambda *_: {}, lambda kites: kites, crumbs=()),
]


def test_a_page_is_below_those_that_its_address_begins_with() -> None:
    crumbs = {page.path: page.crumbs for page in pages_of(KINDS, ["bat"])}
    assert crumbs == {"/kites/": (), "/kites/bat/": ("/kites/",), "/kites/bat/alone/": ()}


def parts(rows: list[Any]) -> list[Page]:
    page = Page(path="/x/", template="kite", context=lambda: {"kites": rows}, record="x")
    return list(in_parts(page, ["kites"], 20))


def test_every_row_of_a_long_list_is_on_one_part_in_order() -> None:
    for count, paths in ((20, ["/x/"]), (41, ["/x/", "/x/page/2/", "/x/page/3/"])):
        pages = parts(list(range(count)))
        assert [page.path for page in pages] == paths
        assert [row for page in pages for row in page.context()["kites"]] == list(range(count))
        assert [(page.part, page.parts) for page in pages] == [
            (part, len(paths)) for part in range(1, len(paths) + 1)
        ]
    assert [(page.record, page.crumbs) for page in pages[:2]] == [("x", ()), (None, ("/x/",))]


def test_groups_go_on_under_their_heading() -> None:
    first, second = parts([("a", list(range(25))), ("b", list(range(10)))])
    assert first.context()["kites"] == [("a", list(range(20)))]
    assert second.context()["kites"] == [("a", list(range(20, 25))), ("b", list(range(10)))]
