"""Abbreviations are explained once a page, in its own words only."""

from types import SimpleNamespace

import pytest

from generator.engine.abbreviations import explainer


def entry(term: str, expansion: str | None) -> SimpleNamespace:
    path = f"/glossary/{term[0].lower()}/#{term.lower()}"
    return SimpleNamespace(term=term, expansion=expansion, path=path)


explain = explainer(
    [
        entry("TRR", "toy response rate"),
        entry("TOY-T", "toy & T"),
        entry("TOY", "a toy"),
        entry("NA", None),
        entry("bare", "not an abbreviation"),
    ]
)


def test_the_first_use_leads_to_the_glossary_and_later_ones_do_not() -> None:
    html = '<p class="lede">TRR of toys, TRR.</p><p class="note">TRR</p>'
    link = '<a class="abbr" href="/glossary/t/#trr" title="toy response rate">TRR</a>'
    assert explain(html) == f'<p class="lede">{link} of toys, TRR.</p><p class="note">TRR</p>'


def test_the_longest_abbreviation_is_meant() -> None:
    assert 'title="toy &amp; T">TOY-T</a>' in explain("<caption>TOY-T</caption>")
    assert explain("<caption>TOY-X, XTOY</caption>") == "<caption>TOY-X, XTOY</caption>"


@pytest.mark.parametrize(
    "html",
    [
        "<td>TRR</td>",  # a printed value
        '<p class="indication">TRR</p>',
        '<p class="note"><a href="/x/">TRR <b>TRR</b></a></p>',
        '<p class="note"><span title="TRR">x</span></p>',
        '<th scope="col" data-by="x"><span>TRR</span></th>',  # becomes a button
        '<p class="note">NA, bare</p>',
    ],
)
def test_printed_words_links_and_other_words_stay_as_they_are(html: str) -> None:
    assert explain(html) == html


def test_without_a_glossary_nothing_changes() -> None:
    assert explainer([])("<caption>TRR</caption>") == "<caption>TRR</caption>"
