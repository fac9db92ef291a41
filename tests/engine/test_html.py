"""Markup: relative links, Chinese, Markdown in which nothing can run, abbreviations."""

from types import SimpleNamespace

import pytest

from generator.engine.html import (
    escape_quotes,
    explainer,
    links_below,
    mark_foreign,
    mark_han,
    relative_links,
    render_markdown,
)


@pytest.mark.parametrize(
    ("path", "link", "found"),
    [
        ("/", "/products/x/", "./products/x/"),
        ("/", "/", "./"),
        ("/products/x/", "/", "../../"),
        ("/products/x/", "/products/x/#a", "#a"),
        ("/products/x/", "/products/y/#a", "../../products/y/#a"),
        ("/products/x/", "/static/site.css", "../../static/site.css"),
        ("/products/", "/products/x/", "../products/x/"),
    ],
)
def test_root_relative_links_come_out_relative(path: str, link: str, found: str) -> None:
    assert relative_links(f'<a href="{link}">', path) == f'<a href="{found}">'


def test_links_elsewhere_and_text_that_looks_like_links_stay_as_they_are() -> None:
    html = '<a href="https://example.org/a/">x</a> href=&#34;/a/&#34; <a title=" href=/a/">'
    assert relative_links(html, "/products/") == html
    html = str(render_markdown('<a href="/products/"> or `a href="/products/"`, [x](/products/)'))
    assert relative_links(html, "/") == html.replace('href="/products/"', 'href="./products/"')
    assert html.count('href="/') == 1


def test_quotation_marks_are_those_of_attributes_alone() -> None:
    html = '<!-- a --><p title="a>b">say "href"</p><BR/>"<a href=\'x\'>"</a>'
    assert escape_quotes(html) == html.replace('"href"', "&#34;href&#34;").replace(
        "<BR/>\"<a href='x'>\"", "<BR/>&#34;<a href='x'>&#34;"
    )


def test_links_can_be_put_below_a_base_path() -> None:
    html = '<a href="/products/"><a href="https://example.org/">'
    assert links_below(html, "/r/") == '<a href="/r/products/"><a href="https://example.org/">'


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("CDE (国家药监局药审中心), 2022", ["国家药监局药审中心"]),
        ("《细胞（CAR-T）产品原则（试行）》", ["《细胞（CAR-T）产品原则（试行）》"]),
        ("2022年第30号", ["年第30号"]),
        ("no Han here, but “quotes” – and dashes", []),
        ('<b>中</b> & "x"', ["中"]),
    ],
)
def test_runs_of_chinese_are_marked_for_what_they_are(text: str, marked: list[str]) -> None:
    found = mark_han(text)
    for run in marked:
        assert f'<span lang="zh-Hans">{run}</span>' in found
    assert found.count("<") == 2 * len(marked)
    assert found.striptags() == " ".join(text.split())


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("一Ab &amp; Cd二", '一<span lang="en">Ab &amp; Cd</span>二'),
        ("<p>一。 二， <b>三</b></p>", "<p>一。二，<b>三</b></p>"),
        ("<p>CAR-T细胞</p><pre>。 a b</pre>", "<p>CAR-T细胞</p><pre>。 a b</pre>"),
        ("（Toy Cells）\n四", '（<span lang="en">Toy Cells</span>）四'),
        ('一 <i lang="en">as it is</i>', '一 <i lang="en">as it is</i>'),
    ],
)
def test_a_page_in_chinese_has_its_latin_runs_marked_and_no_blank_behind_wide_punctuation(
    html: str, marked: str
) -> None:
    assert mark_foreign(f"<p>{html}") == f"<p>{marked}"


def test_nothing_in_a_note_can_run() -> None:
    html = render_markdown(
        '# Head\n\n<script>alert(1)</script> <b onclick="x">b</b> [x](javascript:alert(1)) '
        "[y](//example.net/) ![i](https://example.net/i.png)\n\n|a|b|\n|:-|-:|\n|1|2|\n"
    )
    for bad in ("<script", "<b", "javascript:", "<img", "style=", "example.net"):
        assert bad not in html
    for good in ("&lt;script&gt;", "<h3>Head</h3>", '<th scope="col">a</th>', "<a>y</a> i</p>"):
        assert good in html


def entry(term: str, expansion: str | None) -> SimpleNamespace:
    path = f"/glossary/{term[0].lower()}/#{term.lower()}"
    return SimpleNamespace(term=term, expansion=expansion, path=path)


ENTRIES = {"TRR": "toy response rate", "TOY-T": "toy & T", "TOY": "a toy", "NA": None, "bare": "no"}
explain = explainer([entry(*one) for one in ENTRIES.items()])


def test_the_first_use_leads_to_the_glossary_and_later_ones_do_not() -> None:
    html = '<p class="lede">TRR of toys, TRR.</p><p class="note">TRR</p>'
    link = '<a class="abbr" href="/glossary/t/#trr" title="toy response rate">TRR</a>'
    assert explain(html) == f'<p class="lede">{link} of toys, TRR.</p><p class="note">TRR</p>'
    assert 'title="toy &amp; T">TOY-T</a>' in explain("<caption>TOY-T</caption>")  # the longest


@pytest.mark.parametrize(
    "html",
    [
        "<td>TRR</td>",  # a printed value
        '<p class="indication">TRR</p>',
        '<p class="note"><a href="/x/">TRR <b>TRR</b></a></p>',
        '<p class="note"><span title="TRR">x</span></p>',
        '<th scope="col" data-by="x"><span>TRR</span></th>',  # becomes a button
        '<p class="note">NA, bare</p>',
        "<caption>TOY-X, XTOY</caption>",
    ],
)
def test_printed_words_links_and_other_words_stay_as_they_are(html: str) -> None:
    assert explain(html) == html
    assert explainer([])("<caption>TRR</caption>") == "<caption>TRR</caption>"
