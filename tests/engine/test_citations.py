"""Citations in every form, read by the programs that people read them with."""

import dataclasses
import json

import bibtexparser
import pytest
import rispy

from generator.engine.citations import (
    Citation,
    catalogue_citation,
    citation,
    citation_forms,
    edition_name,
    removed_forms,
)
from tests.loaded import templates, toys

SITE = "https://example.org/repository/"
TEXT = templates(toys()).text
TOYCEL = toys().products[0]
ARTICLE = Citation(
    key="toy-paper",
    kind="article-journal",
    title="On toys",
    author="Smith et al.",
    within="Journal of Play",
    published="2020-07",
    note="doi:10.0000/example",
)


@pytest.mark.parametrize(
    "text",
    [
        r'Toys {and "braces}, \input{/etc/passwd} % $x_1^2$ & #1 ~ <script>alert(1)</script>',
        "Line\nER  - \nTY  - JOUR",
        "@comment{toys} 玩具",
        "}}}}\n@misc{stolen, title={x}}",
    ],
)
def test_a_hostile_title_stays_a_title(text: str) -> None:
    one = dataclasses.replace(ARTICLE, title=text, author=text, note=text)
    forms = citation_forms(one, SITE, TEXT)
    library = bibtexparser.parse_string(forms["bib"])
    assert (len(library.entries), len(library.blocks)) == (1, 1)
    (record,) = rispy.loads(forms["ris"])
    assert record["title"] == " ".join(text.split())
    assert json.loads(forms["csl.json"])[0]["title"] == text
    removed = removed_forms("/x", text)
    assert len(rispy.loads(removed["ris"])) == 1
    assert not bibtexparser.parse_string(removed["bib"]).entries


def test_what_is_not_released_has_no_fingerprint_and_no_date() -> None:
    draft = dataclasses.replace(toys(), editions=())
    text = citation_forms(citation(draft, TOYCEL, TEXT), None, TEXT)["txt"]
    assert text.startswith("The Toy Makers. Toycel injection. In: Toy Catalogue: ")
    assert text.endswith(", edition not yet released. Core data as of 30 June 2020.\n")


def test_a_draft_is_cited_by_the_edition_that_it_goes_beyond() -> None:
    draft = dataclasses.replace(toys(), notes={**toys().notes, "toygene": "Other."})
    assert edition_name(draft, TEXT) == "2020-06-30, with later changes not yet released"
    whole = catalogue_citation(draft, TEXT)
    assert (whole.key, whole.published) == ("toy-2020-06-30-draft", "2020")
    text = citation_forms(citation(draft, TOYCEL, TEXT), None, TEXT)["txt"]
    assert f"{edition_name(draft, TEXT)}. Core data as of 30 June 2020. Fingerprint" in text


def test_an_article_is_cited_as_far_as_it_is_known() -> None:
    forms = citation_forms(dataclasses.replace(ARTICLE, doi="10.0000/example"), SITE, TEXT)
    link = "https://doi.org/10.0000/example"
    assert forms["txt"] == f"Smith et al. On toys. Journal of Play, July 2020. {link}\n"
    start = "Smith et al. On toys[J/OL]. Journal of Play, 2020(2020-07). "
    assert forms["gbt.txt"] == f"{start}{link}\n"
    assert json.loads(forms["csl.json"])[0]["DOI"] == rispy.loads(forms["ris"])[0]["doi"]
    quarter = citation_forms(dataclasses.replace(ARTICLE, published="2020-Q3"), SITE, TEXT)
    assert json.loads(quarter["csl.json"])[0]["issued"] == {"date-parts": [[2020]]}
    assert "month" not in quarter["bib"]
    assert "\nDA  - 2020\n" in quarter["ris"]
    unknown = citation_forms(dataclasses.replace(ARTICLE, published="", note=""), None, TEXT)
    assert unknown["txt"] == "Smith et al. On toys. Journal of Play.\n"
    assert "issued" not in unknown["csl.json"]
