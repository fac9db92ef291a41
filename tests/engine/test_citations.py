"""Citations in every form, read by the programs that people read them with."""

import dataclasses
import json

import bibtexparser
import jsonschema
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
from tests.loaded import templates

from .kites import kites

SITE = "https://example.org/repository/"
TEXT = templates(kites()).text
CSL = {  # what the schema of CSL-JSON allows of the properties that are used here
    "type": "object",
    "properties": {
        "type": {"enum": ["article-journal", "dataset"]},
        "author": {"type": "array", "items": {"required": ["literal"]}},
        "issued": {
            "type": "object",
            "properties": {
                "date-parts": {
                    "type": "array",
                    "items": {"type": "array", "items": {"type": "integer"}, "maxItems": 3},
                }
            },
            "required": ["date-parts"],
        },
        **{
            key: {"type": "string"} for key in ("id", "title", "version", "note", "URL", "language")
        },
        "container-title": {"type": "string"},
    },
    "required": ["id", "type", "title"],
    "additionalProperties": False,
}
HOSTILE = (
    r'Toys {and "braces}, \input{/etc/passwd} % $x_1^2$ & #1 ~ <script>alert(1)</script>',
    "Line\nER  - \nTY  - JOUR",
    "@comment{toys} 玩具",
    "}}}}\n@misc{stolen, title={x}}",
)
ARTICLE = Citation(
    key="kites-paper",
    kind="article-journal",
    title="On kites",
    author="Smith et al.",
    within="Journal of Air",
    published="2020-07",
    note="doi:10.0000/example",
)


def cited() -> list[Citation]:
    records = kites().with_pages()
    return [
        ARTICLE,
        catalogue_citation(kites(), TEXT),
        *(citation(kites(), one, TEXT) for one in records),
    ]


def test_every_citation_parses_in_every_form() -> None:
    for one in cited():
        forms = citation_forms(one, SITE, TEXT)
        library = bibtexparser.parse_string(forms["bib"])
        assert not library.failed_blocks
        (entry,) = library.entries
        assert entry.key == one.key
        (record,) = rispy.loads(forms["ris"])
        assert record["title"] == one.title
        assert record.get("language", "") == one.language
        (item,) = json.loads(forms["csl.json"])
        jsonschema.validate(item, CSL)
        assert item["title"] == one.title


@pytest.mark.parametrize("text", HOSTILE)
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


def test_a_citation_has_edition_date_address_and_fingerprint() -> None:
    red = kites().listed("kites")[0]
    mark = kites().fingerprints[red.path]
    assert citation_forms(citation(kites(), red, TEXT), SITE, TEXT)["txt"] == (
        "The Flyers (2020). Red kite. In: Kites & more: an invented catalogue, edition 2020-01-31. "
        f"Data as of 31 January 2020. Fingerprint {mark}. {SITE}kites/red/\n"
    )


def test_a_citation_by_gb_t_7714_names_the_kind_of_document_and_its_carrier() -> None:
    red = citation(kites(), kites().listed("kites")[0], TEXT)
    mark = kites().fingerprints[red.path]
    assert citation_forms(red, SITE, TEXT)["gbt.txt"] == (
        "The Flyers. Red kite[DS/OL]//Kites & more: an invented catalogue. Edition 2020-01-31, "
        f"2020(2020-01-31). Data as of 31 January 2020. Fingerprint {mark}. {SITE}kites/red/\n"
    )
    assert "Red kite[DS]//" in citation_forms(red, None, TEXT)["gbt.txt"]
    forms = citation_forms(dataclasses.replace(ARTICLE, doi="10.0000/example"), SITE, TEXT)
    assert forms["gbt.txt"] == (
        "Smith et al. On kites[J/OL]. Journal of Air, 2020(2020-07). "
        "https://doi.org/10.0000/example\n"
    )
    assert json.loads(forms["csl.json"])[0]["DOI"] == rispy.loads(forms["ris"])[0]["doi"]


def test_what_is_not_released_has_no_fingerprint_and_no_date() -> None:
    draft = dataclasses.replace(kites(), editions=())
    one = citation(draft, draft.listed("kites")[0], TEXT)
    assert citation_forms(one, None, TEXT)["txt"] == (
        "The Flyers. Red kite. In: Kites & more: an invented catalogue, "
        "edition not yet released. Data as of 31 January 2020.\n"
    )


def test_an_article_is_cited_as_far_as_it_is_known() -> None:
    assert citation_forms(ARTICLE, SITE, TEXT)["txt"] == (
        "Smith et al. On kites. Journal of Air, July 2020.\n"
    )
    unknown = dataclasses.replace(ARTICLE, published="", note="")
    forms = citation_forms(unknown, None, TEXT)
    assert forms["txt"] == "Smith et al. On kites. Journal of Air.\n"
    assert "issued" not in forms["csl.json"]


def test_a_draft_is_cited_by_the_edition_that_it_goes_beyond() -> None:
    notes = {**kites().notes, "red": "Flies badly."}
    draft = dataclasses.replace(kites(), notes=notes)
    assert edition_name(draft, TEXT) == "2020-01-31, with later changes not yet released"
    whole = catalogue_citation(draft, TEXT)
    assert (whole.key, whole.published) == ("kites-2020-01-31-draft", "")
    blue = citation_forms(citation(draft, draft.listed("kites")[1], TEXT), None, TEXT)["txt"]
    assert f"{edition_name(draft, TEXT)}. Data as of 31 January 2020. Fingerprint" in blue
