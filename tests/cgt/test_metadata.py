"""What pages say to machines, on a site that has an address."""

from typing import Any

from generator.cgt.figures import all_figures
from generator.cgt.metadata import metadata
from generator.engine.metadata import Metadata
from generator.engine.pages import Page, Site
from tests.loaded import templates, toys

SITE = "https://example.org/repository/"
CRUMBS = [("Products", "/products/")]


def metadata_of(record: Any, path: str = "/") -> Metadata:
    page = Page(path=record.path if record else path, template="x", record=record)
    text = templates(toys()).text
    return metadata(toys(), page, "A title", "A description.", CRUMBS, SITE, text)


def about(record: Any, path: str = "/") -> Any:
    return metadata_of(record, path).graph["@graph"][-1]


def everything() -> list[Any]:
    return [*toys().with_pages(), *all_figures(toys()).values(), *toys().terms["modality"].values()]


def test_every_page_names_itself_the_way_to_it_and_what_it_is_about() -> None:
    for record in everything():
        page, way, entity = metadata_of(record).graph["@graph"]
        assert (page["@type"], page["url"]) == ("WebPage", SITE[:-1] + record.path)
        assert page["mainEntity"]["@id"] == entity["@id"]
        assert [one["name"] for one in way["itemListElement"]] == [
            *("Toy Catalogue", "Products", "A title"),
        ]
    assert len(metadata_of(None, "/about/").graph["@graph"]) == 2


def test_nothing_is_said_without_a_value() -> None:
    def empty(value: Any) -> bool:
        if isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            return not value or any(empty(one) for one in inner)
        return value in ("", None, "not-reported", "not-applicable")

    for record in (*everything(), None):
        assert not empty(metadata_of(record).graph), record


def test_a_product_is_a_drug_with_its_trials_and_approvals() -> None:
    drug = about(toys().products[0])
    assert (drug["@type"], drug["name"]) == ("Drug", "Toycel injection")
    assert drug["alternateName"] == "Toycelia"  # its unconfirmed Chinese name is left out
    assert [one["name"] for one in drug["legalStatus"]] == [
        *("Conditional approval", "Regular approval"),
    ]
    assert drug["study"]["identifier"] == ["TOY-001", "NCT00000000"]


def test_a_guideline_is_one_for_developers() -> None:
    (record,) = [one for one in toys().guidelines if one.id == "toy-cells-making"]
    guideline = about(record)
    assert guideline["@type"] == ["MedicalGuideline", "CreativeWork"]
    assert guideline["guidelineDate"] == "2019-01-02"
    assert guideline["alternateName"] == "《玩具细胞制造技术指导原则（试行）》"


def test_the_catalogue_and_its_figures_are_data_sets() -> None:
    assert about(None)["temporalCoverage"] == "2019/2020-06-30"
    figure = about(all_figures(toys())["cumulative"])
    assert figure["@type"] == "Dataset"
    assert [one["encodingFormat"] for one in figure["distribution"]] == [
        *("text/csv", "application/json"),
    ]


def test_the_head_of_a_page_has_its_citation_and_other_forms() -> None:
    site = Site(settings=toys().settings, edition_name=toys().edition_name, url=SITE)

    def head(record: Any) -> str:
        page = Page(path=record.path if record else "/", template="x", record=record)
        values = {"page": page, "title": '"T"', "description": "D", "site": site}
        return templates(toys()).html("parts/head.html", {**values, "head": metadata_of(record)})

    text, here = head(toys().products[0]), f"{SITE}products/toycel/"
    json = f"{SITE}api/v1/products/toycel.json"
    for line in (
        f'<link rel="cite-as" href="{here}">',
        f'<link rel="describedby" href="{json}" type="application/json">',
        f'<link rel="describedby" href="{here}toycel.bib" type="application/x-bibtex">',
        '<meta name="citation_title" content="Toycel injection">',
        '<meta name="citation_publication_date" content="2020/07/15">',
        f'<meta property="og:image" content="{here}card.png">',
        '<meta property="og:title" content="&#34;T&#34;">',
    ):
        assert f"{line}\n" in text
    assert "citation_" not in head(None)
    assert 'content=""' not in text + head(None)
