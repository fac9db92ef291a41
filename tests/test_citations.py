"""Citations in every form, read by the programs that people read them with."""

import dataclasses
import json
from pathlib import Path

import bibtexparser
import jsonschema
import pytest
import rispy

from generator.catalogues import Catalogue
from generator.cells import MISSING_WORDS
from generator.checks import load
from generator.citations import Citation, bibtex, citation, csl, paper, plain, ris, texts, whole
from generator.figures import all_figures

from .test_tables import spoil

SITE = "https://example.org/repository/"
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
            "minItems": 1,
            "maxItems": 2,
        }
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
CSL = {  # what the schema of CSL-JSON allows of the properties that are used here
    "type": "object",
    "properties": {
        "id": {"type": ["string", "number"]},
        "type": {"enum": ["article-journal", "dataset", "webpage"]},
        "author": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"literal": {"type": "string"}},
                "required": ["literal"],
                "additionalProperties": False,
            },
        },
        "issued": DATE,
        **{
            name: {"type": "string"}
            for name in ("title", "container-title", "version", "note", "URL")
        },
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


def cited(catalogue: Catalogue) -> list[Citation]:
    figures = list(all_figures(catalogue).values())
    about = [*catalogue.products, *catalogue.guidelines, *catalogue.holders, *figures]
    return [whole(catalogue), paper(catalogue), *(citation(catalogue, one) for one in about)]


def test_every_citation_parses_in_every_form(catalogue: Catalogue) -> None:
    for one in cited(catalogue):
        forms = texts(one, SITE)
        library = bibtexparser.parse_string(forms["bib"])
        assert not library.failed_blocks
        (entry,) = library.entries
        assert entry.key == one.key
        assert entry["title"] == f"{{{one.title}}}"
        (record,) = rispy.loads(forms["ris"])
        assert record["title"] == one.title
        (item,) = json.loads(forms["csl.json"])
        jsonschema.validate(item, CSL)
        assert item["title"] == one.title


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_stays_a_title(catalogue: Catalogue, text: str) -> None:
    one = dataclasses.replace(whole(catalogue), title=text, author=text, note=text)
    library = bibtexparser.parse_string(bibtex(one, SITE))
    assert (len(library.entries), len(library.blocks)) == (1, 1)
    (record,) = rispy.loads(ris(one, SITE))
    assert record["title"] == " ".join(text.split())
    assert csl(one, SITE)["title"] == text


def test_a_citation_says_edition_date_address_and_fingerprint(toy_catalogue: Catalogue) -> None:
    product = toy_catalogue.products[0]
    one = citation(toy_catalogue, product)
    mark = toy_catalogue.fingerprints[product.path]
    assert plain(one, SITE) == (
        "The Toy Makers (2020). Toycel injection. In: Toy Catalogue: an invented catalogue that "
        f"the tests build, edition 2020-06-30. Data as of 30 June 2020. Fingerprint {mark}. "
        "https://example.org/repository/products/toycel/\n"
    )
    assert "http" not in plain(one, None)


def test_the_paper_is_cited_apart(catalogue: Catalogue) -> None:
    assert plain(paper(catalogue), SITE) == (
        "Liu et al. Trends in the development of cellular and gene therapy in China. "
        "Nature Reviews Drug Discovery, 31 July 2025.\n"
    )


@pytest.mark.parametrize("gap", MISSING_WORDS)
def test_a_paper_without_a_day_or_an_identifier_is_cited_without(toy: Path, gap: str) -> None:
    spoil(toy, "sources", "2020-07,doi:10.0000/example", f"{gap},{gap}")
    cited = texts(paper(load(toy)), None)
    assert gap not in "".join(cited.values())
    assert "issued" not in json.loads(cited["csl.json"])[0]
