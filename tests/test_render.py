"""From a page to HTML."""

import base64
import datetime as dt
import hashlib
import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from generator.catalogues import Catalogue
from generator.places import ROOT
from generator.render import date, han, markdown, quoted, relative, renderer

from .conftest import pages_of

TEMPLATES = ROOT / "templates"


@pytest.mark.parametrize(
    ("path", "link", "found"),
    [
        ("/", "/products/x/", "products/x/"),
        ("/", "/", "./"),
        ("/products/x/", "/", "../../"),
        ("/products/x/", "/products/x/#a", "#a"),
        ("/products/x/", "/products/y/#a", "../y/#a"),
        ("/products/x/", "/static/site.css", "../../static/site.css"),
        ("/products/", "/products/x/", "x/"),
    ],
)
def test_root_relative_links_come_out_relative(path: str, link: str, found: str) -> None:
    assert relative(f'<a href="{link}">', path) == f'<a href="{found}">'


LINKS = re.compile(r' (?:href|src|action)="([^"]*)"')


def test_links_elsewhere_and_text_stay_as_they_are() -> None:
    html = '<a href="https://example.org/a/">x</a> href=&#34;/a/&#34; <a title=" href=/a/">'
    assert relative(html, "/products/") == html


def test_only_links_of_tags_are_rewritten_never_text_that_looks_like_them() -> None:
    html = str(markdown('so: <a href="/products/"> or `a href="/products/"`, not [x](/products/)'))
    assert relative(html, "/") == html.replace('<a href="/products/"', '<a href="products/"')
    assert html.count('href="/') == 1


def test_quotation_marks_are_those_of_attributes_alone() -> None:
    html = '<!-- a --><p title="a>b">say "href"</p><BR/>"<a href=\'x\'>"</a>'
    assert quoted(html) == html.replace('"href"', "&#34;href&#34;").replace(
        "<BR/>\"<a href='x'>\"", "<BR/>&#34;<a href='x'>&#34;"
    )


def test_only_the_404_page_names_the_base_path(toy_catalogue: Catalogue) -> None:
    page = next(page for page in pages_of(toy_catalogue) if page.file == "404.html")
    render = renderer(TEMPLATES, toy_catalogue, {}, "https://example.org/repository/")
    assert 'href="/repository/static/site.css"' in render(page)
    assert 'href="/static/site.css"' in renderer(TEMPLATES, toy_catalogue, {})(page)


def test_a_site_address_changes_no_link_of_the_page(toy_catalogue: Catalogue) -> None:
    page = next(page for page in pages_of(toy_catalogue) if page.path == "/products/toycel/")
    bare = renderer(TEMPLATES, toy_catalogue, {})(page)
    hosted = renderer(TEMPLATES, toy_catalogue, {}, "https://example.org/r/")(page)
    assert "canonical" not in bare
    assert '<link rel="canonical" href="https://example.org/r/products/toycel/">' in hosted
    assert LINKS.findall(hosted[hosted.index("<body") :]) == LINKS.findall(
        bare[bare.index("<body") :]
    )


def test_dates_are_written_as_far_as_they_are_known() -> None:
    assert date(dt.date(2021, 6, 22)) == date("2021-06-22") == "22\u00a0June 2021"
    assert (date("2021-06"), date("2021"), date("not-reported")) == (
        "June 2021",
        "2021",
        "not-reported",
    )


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("CDE (国家药监局药审中心), 2022", ["国家药监局药审中心"]),
        ("《细胞（CAR-T）产品原则（试行）》", ["《细胞（CAR-T）产品原则（试行）》"]),
        ("2022年第30号", ["年第30号"]),
        ("no Han here, but “quotes” – and dashes", []),
    ],
)
def test_runs_of_chinese_are_marked_for_what_they_are(text: str, marked: list[str]) -> None:
    found = han(text)
    for run in marked:
        assert f'<span lang="zh-Hans">{run}</span>' in found
    assert found.count("<span") == len(marked)
    assert found.striptags() == " ".join(text.split())


def test_text_is_escaped_wherever_it_stands() -> None:
    assert han('<b>中</b> & "x"') == (
        '&lt;b&gt;<span lang="zh-Hans">中</span>&lt;/b&gt; &amp; &#34;x&#34;'
    )


def test_nothing_in_a_note_can_run() -> None:
    html = markdown(
        '# Head\n\n<script>alert(1)</script> <b onclick="x">b</b> [x](javascript:alert(1)) '
        "[y](//example.net/) ![i](https://example.net/i.png)\n\n|a|b|\n|:-|-:|\n|1|2|\n"
    )
    for bad in ("<script", "<b", "javascript:", "<img", "style=", "example.net"):
        assert bad not in html
    assert "&lt;script&gt;" in html
    assert "<h3>Head</h3>" in html
    assert '<th scope="col">a</th>' in html


def test_every_template_compiles_and_is_used(catalogue: Catalogue) -> None:
    env = Environment(loader=FileSystemLoader(TEMPLATES))
    env.filters |= dict.fromkeys(("across", "date", "gloss", "han", "markdown", "published"), str)
    for name in env.list_templates():
        env.get_template(name)
    used = {f"{page.template}.html" for page in pages_of(catalogue)}
    used |= {"moved.html", "gone.html"}  # by the toy catalogue, which has redirects
    assert used == {path.name for path in (TEMPLATES / "pages").iterdir()}


def test_no_template_marks_text_as_safe() -> None:
    for path in Path(TEMPLATES).rglob("*.html"):
        assert "safe" not in path.read_text("utf-8").replace("unsafe", ""), path


def test_the_one_script_within_a_page_is_the_one_that_its_policy_allows(site: Path) -> None:
    for file in (
        "index.html",
        "404.html",
        "products/index.html",
        "trends/cumulative/embed/index.html",
    ):
        text = (site / file).read_text("utf-8")
        (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"script-src 'self' 'sha256-{digest}';" in text


def test_nothing_but_the_stylesheet_holds_up_the_first_look(site: Path) -> None:
    for path in site.rglob("*.html"):
        head = path.read_text("utf-8").partition("</head>")[0]
        assert len(re.findall(r'<link rel="stylesheet"', head)) == 1, path
        for script in re.findall(r"<script [^>]*src=[^>]*>", head):
            assert " defer " in script, path
