"""What pages say to machines, on a site that has an address."""

import json
import re
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from generator.cgt.figures import all_figures
from generator.cgt.metadata import cite, head
from generator.engine.citations import edition_name
from generator.engine.languages import Language
from generator.engine.pages import Page
from generator.engine.renderers import Site
from tests.loaded import templates, toys

SITE_URL = "https://example.org/repository/"
TEMPLATES = templates(toys())
TEMPLATES.add_filters({"page_name": {"/products/": "Products"}.get})
SITE = Site(
    settings=toys().settings,
    edition_name=edition_name(toys(), TEMPLATES.text),
    root=SITE_URL,
    article=toys().sources[toys().settings.article],
)


def head_of(record: Any, path: str = "/", site: Site = SITE) -> str:
    page = Page(
        path=record.path if record else path, template="x", record=record, crumbs=("/products/",)
    )
    values = {"page": page, "title": '"T"', "description": "D", "site": site}
    values["head"] = head(toys(), TEMPLATES.text, page)
    return TEMPLATES.html("parts/head.html", values)


def graph(record: Any, path: str = "/") -> list[Any]:
    found = re.search('<script type="application/ld.json">(.*)</script>', head_of(record, path))
    assert found
    parts: list[Any] = json.loads(found[1])["@graph"]
    return parts


def everything() -> list[Any]:
    return [*toys().with_pages(), *all_figures(toys()).values(), *toys().terms["modality"].values()]


def test_every_page_names_itself_the_way_to_it_and_what_it_is_about() -> None:
    for record in everything():
        page, way, entity = graph(record)
        assert (page["@type"], page["url"]) == ("WebPage", SITE_URL[:-1] + record.path)
        assert page["mainEntity"]["@id"] == entity["@id"]
        assert [one["name"] for one in way["itemListElement"]] == [
            *("Toy Catalogue", "Products", '"T"'),
        ]
    assert len(graph(None, "/about/")) == 2


def test_nothing_is_said_without_a_value() -> None:
    def empty(value: Any) -> bool:
        if isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            return not value or any(empty(one) for one in inner)
        return value in ("", None, "not-reported", "not-applicable")

    for record in (*everything(), None):
        assert not empty(graph(record)), record


def test_a_product_is_a_drug_with_its_trials_and_approvals() -> None:
    drug = graph(toys().products[0])[-1]
    assert (drug["@type"], drug["name"]) == ("Drug", "Toycel injection")
    assert drug["alternateName"] == "Toycelia"  # its unconfirmed Chinese name is left out
    assert [one["name"] for one in drug["legalStatus"]] == [
        *("Conditional approval", "Regular approval"),
    ]
    assert drug["study"]["identifier"] == ["TOY-001", "NCT00000000"]


def test_a_trial_is_about_the_diseases_of_all_its_approvals() -> None:
    toycel, games = toys().products[0], toys().terms["disease"]["toys-and-games"]
    first = toycel.approvals[0]
    second = replace(first, disease=games.id, disease_term=games)
    study = graph(replace(toycel, approvals=(first, second)))[-1]["study"]
    names = [one["name"] for one in study["healthCondition"]]
    assert names == ["disease of play", games.label]


def test_a_guideline_is_one_for_developers() -> None:
    (record,) = [one for one in toys().guidelines if one.id == "toy-cells-making"]
    guideline = graph(record)[-1]
    assert guideline["@type"] == ["MedicalGuideline", "CreativeWork"]
    assert guideline["guidelineDate"] == "2019-01-02"
    assert guideline["alternateName"] == "《玩具细胞制造技术指导原则（试行）》"


def test_the_catalogue_and_its_figures_are_data_sets() -> None:
    assert graph(None)[-1]["temporalCoverage"] == "2019/2020-06-30"
    figure = graph(all_figures(toys())["cumulative"])[-1]
    assert figure["@type"] == "Dataset"
    assert [one["encodingFormat"] for one in figure["distribution"]] == [
        *("text/csv", "application/json"),
    ]


def test_the_head_of_a_page_has_its_citation_and_other_forms() -> None:
    text, here = head_of(toys().products[0]), f"{SITE_URL}products/toycel/"
    api = f"{SITE_URL}api/v1/products/toycel.json"
    for line in (
        f'<link rel="cite-as" href="{here}">',
        f'<link rel="describedby" href="{api}" type="application/json">',
        f'<link rel="describedby" href="{here}toycel.bib" type="application/x-bibtex">',
        '<meta name="citation_title" content="Toycel injection">',
        '<meta name="citation_publication_date" content="2020/07/15">',
        f'<meta property="og:image" content="{here}card.png">',
        '<meta property="og:title" content="&#34;T&#34;">',
    ):
        assert f"{line}\n" in text
    assert "citation_" not in head_of(None)
    assert 'content=""' not in text + head_of(None)


def test_a_site_without_an_address_still_says_how_to_cite_its_pages() -> None:
    text = head_of(toys().products[0], site=SITE._replace(root=None))
    assert '<meta name="citation_title" content="Toycel injection">' in text
    for line in (
        '<meta name="citation_author" content="The Toy Makers,">',
        '<meta name="citation_publisher" content="Toy Catalogue">',
        '<meta name="citation_publication_date" content="2020/07/15">',
        '<meta name="citation_language" content="en">',
        '<meta name="z:itemType" content="dataset">',
    ):
        assert f"{line}\n" in text
    assert "citation_public_url" not in text
    assert text.count("<link") == 1
    assert '<link rel="alternate" href="/products/toycel/index.jsonld"' in text


def test_what_a_page_says_to_machines_is_a_file_beside_it(toy_site: Path, toy_hosted: Path) -> None:
    for place in ("products/toycel", "trends/cumulative"):
        page = (toy_hosted / place / "index.html").read_text("utf-8")
        found = re.search('<script type="application/ld.json">(.*)</script>', page)
        assert found
        assert json.loads(found[1]) == json.loads((toy_hosted / place / "index.jsonld").read_text())
    page, way, drug = json.loads((toy_site / "products/toycel/index.jsonld").read_text())["@graph"]
    assert (page["@id"], drug["@id"]) == ("./", "./#it")  # relative to the file
    assert way["itemListElement"][1]["item"] == "../../products/"


def test_a_citation_in_chinese_names_its_language_and_comes_first_as_china_has_it() -> None:
    chinese = toys().in_language(Language(code="zh", tag="zh-Hans"))
    forms = cite(chinese, f"{SITE_URL}zh/", TEMPLATES.text, chinese.products[0])
    assert list(forms)[:2] == ["gbt.txt", "txt"]
    assert "[DS/OL]" in forms["gbt.txt"]
    assert "LA  - zh-Hans" in forms["ris"]
    assert json.loads(forms["csl.json"])[0]["language"] == "zh-Hans"
