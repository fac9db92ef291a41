"""What pages say to machines, on a site that has an address."""

import json
import re
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.downloads import source_line
from generator.cgt.figures import all_figures
from generator.cgt.metadata import forms_of, head, json_ld
from generator.cgt.tables import Guideline
from generator.engine.citations import citation
from generator.engine.languages import Language
from generator.engine.pages import Page
from tests.loaded import templates, toys, undrawn

SITE_URL = "https://example.org/repository/"
PLAN = undrawn(toys(), SITE_URL)
TEMPLATES = PLAN.templates


def head_of(record: Any, path: str = "/") -> str:
    path = record.path if record else path
    page = Page(path=path, template="x", record=record, crumbs=("/products/",))
    values = {"page": page, "title": '"T"', "description": "D", "site": PLAN.renderer.site}
    values["head"] = head(toys(), SITE_URL, TEMPLATES.text, page)
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


def test_machines_are_told_whose_lists_are_counted() -> None:
    description = graph(None)[-1]["description"]
    assert f"that {toys().settings.scope} lists, to 30\xa0June 2020" in description


def test_a_trial_is_about_the_diseases_of_all_its_approvals() -> None:
    toycel, games = toys().products[0], toys().terms["disease"]["toys-and-games"]
    first = toycel.approvals[0]
    second = replace(first, disease=games.id, disease_term=games)
    study = graph(replace(toycel, approvals=(first, second)))[-1]["study"]
    names = [one["name"] for one in study["healthCondition"]]
    assert names == ["disease of play", games.label]


def test_what_a_page_says_to_machines_is_a_file_beside_it(toy_hosted: Path) -> None:
    for place in ("products/toycel", "trends/cumulative"):
        page = (toy_hosted / place / "index.html").read_text("utf-8")
        found = re.search('<script type="application/ld.json">(.*)</script>', page)
        assert found
        assert json.loads(found[1]) == json.loads((toy_hosted / place / "index.jsonld").read_text())


def test_a_citation_in_chinese_names_its_language_and_comes_first_as_china_has_it() -> None:
    chinese = toys().in_language(Language(code="zh", tag="zh-Hans"))
    cited = citation(chinese, chinese.products[0], TEMPLATES.text)
    forms = forms_of(cited, chinese, SITE_URL, TEMPLATES.text)
    assert f"{SITE_URL}zh/products/" in forms["ris"]
    assert list(forms)[:2] == ["gbt.txt", "txt"]
    assert "[DS/OL]" in forms["gbt.txt"]
    assert "LA  - zh-Hans" in forms["ris"]
    assert json.loads(forms["csl.json"])[0]["language"] == "zh-Hans"


def test_a_draft_or_a_rule_is_no_guideline_to_machines(china: CgtCatalogue) -> None:
    plan = undrawn(china, SITE_URL)
    rendered = [plan.renderer.render(page) for page in plan.pages if "/guidelines/" in page.path]
    told = {}
    for one in rendered:
        if isinstance(one.values["page"].record, Guideline):
            graph = json_ld(plan.templates.html("parts/json_ld.json", one.values))["@graph"]
            told[one.values["page"].record.id] = graph[-1]
    assert len(told) == len(china.guidelines)
    for guideline in china.guidelines:
        is_one = "MedicalGuideline" in told[guideline.id]["@type"]
        assert is_one == (not guideline.status), guideline.id
    order = told["new-biomedical-technologies-regulations"]
    assert order["publisher"]["name"] == "State Council"
    assert "recognizingAuthority" not in order


def test_machines_are_told_the_years_of_what_is_beyond_the_supplement_too(
    china: CgtCatalogue,
) -> None:
    page = Page(path="/", template="x")
    assert head(china, SITE_URL, templates(china).text, page)["years"] == "2003/2026"


def test_the_day_of_the_supplement_is_not_given_to_what_rests_on_other_sources(
    china: CgtCatalogue,
) -> None:
    text, figures = templates(china).text, all_figures(china)
    day = "30 June 2025"
    assert day in citation(china, figures["cumulative"], text).note
    assert day not in citation(china, figures["clinical-stages"], text).note
    assert day in source_line(china, figures["cumulative"], text)
    assert day not in source_line(china, figures["clinical-stages"], text)
