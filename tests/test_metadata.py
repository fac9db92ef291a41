"""What pages say to machines, on a site that knows its address."""

import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.build import build

from .conftest import DATA, TOY
from .links import broken_links

SITE = "https://example.org/repository/"


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("hosted") / "site"
    build(TOY, site, SITE)
    return site


def pages(site: Path) -> dict[str, str]:
    return {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html"): path.read_text("utf-8")
        for path in sorted(site.rglob("*.html"))
    }


def graph(page: str) -> list[dict[str, Any]]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    told = json.loads(block)
    assert told["@context"] == "https://schema.org"
    return told["@graph"]


def test_every_page_names_itself_and_what_it_is_about(hosted: Path) -> None:
    for path, page in pages(hosted).items():
        if path == "/404.html":
            continue
        assert f'<link rel="canonical" href="{SITE[:-1]}{path}">' in page
        found = graph(page)
        assert found[0]["@type"] == "WebPage"
        assert found[0]["url"] == SITE[:-1] + path
        if "mainEntity" in found[0]:
            assert found[0]["mainEntity"]["@id"] == found[-1]["@id"]


def test_nothing_is_said_without_a_value(hosted: Path) -> None:
    def empty(told: Any) -> bool:
        if isinstance(told, dict):
            return not told or any(empty(one) for one in told.values())
        if isinstance(told, list):
            return not told or any(empty(one) for one in told)
        return told in ("", None, "not-reported", "not-applicable")

    for path, page in pages(hosted).items():
        if path != "/404.html":
            assert not empty(graph(page)), path
        assert ' content=""' not in page


def test_a_product_is_a_drug_with_its_trials_and_approvals(hosted: Path) -> None:
    drug = graph(pages(hosted)["/products/toycel/"])[-1]
    assert drug["@type"] == "Drug"
    assert drug["name"] == "Toycel injection"
    assert drug["alternateName"] == "Toycelia"  # its unconfirmed Chinese name is left out
    assert [one["name"] for one in drug["legalStatus"]] == [
        "Conditional approval",
        "Regular approval",
    ]
    assert drug["study"]["identifier"] == ["TOY-001", "NCT00000000"]


def test_a_guideline_is_one_for_developers(hosted: Path) -> None:
    guideline = graph(pages(hosted)["/guidelines/toy-cells-making/"])[-1]
    assert guideline["@type"] == ["MedicalGuideline", "CreativeWork"]
    assert guideline["guidelineDate"] == "2019-01-02"
    assert guideline["alternateName"] == "《玩具细胞制造技术指导原则（试行）》"


def test_links_of_records_lead_to_their_files(hosted: Path) -> None:
    page = pages(hosted)["/products/toycel/"]
    found = re.findall(r'<link rel="([\w-]+)" href="([^"]+)"(?: type="([^"]+)")?', page)
    kinds = {rel for rel, _, _ in found}
    assert {"cite-as", "describedby", "license", "type", "collection", "search"} <= kinds
    for _, address, _ in found:
        if address.startswith(SITE):
            place = hosted / urlsplit(address).path.removeprefix("/repository/")
            assert (place / "index.html" if place.is_dir() else place).is_file(), address
    for name in ("citation_title", "citation_author", "citation_publication_date"):
        assert f'<meta name="{name}" content="' in page


def test_every_page_has_a_picture(hosted: Path) -> None:
    for path, page in pages(hosted).items():
        (address,) = re.findall(r'<meta property="og:image" content="([^"]+)"', page) or [""]
        if path != "/404.html":
            picture = hosted / address.removeprefix(SITE)
            assert picture.read_bytes().startswith(b"\x89PNG"), path
            assert picture.stat().st_size < 60_000


def test_the_sitemap_has_every_page_with_true_dates(hosted: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = {
        url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod")
        for url in ElementTree.fromstring((hosted / "sitemap.xml").read_bytes())
    }
    assert urls[f"{SITE}products/toycel/"] == "2020-07-15"
    assert urls[f"{SITE}guidelines/toy-cells-making/"] == "2020-04-02"
    assert urls[f"{SITE}about/"] is None
    assert f"{SITE}products/toyzel/" not in urls
    listed = {path for path, page in pages(hosted).items() if "noindex" not in page}
    assert {SITE[:-1] + path for path in listed - {"/404.html"}} == set(urls)
    assert f"Sitemap: {SITE}sitemap.xml" in (hosted / "robots.txt").read_text("utf-8")
    search = ElementTree.fromstring((hosted / "opensearch.xml").read_bytes())
    (url,) = search.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"{SITE}search/?q={{searchTerms}}"


def test_the_zip_of_the_site_is_a_site(hosted: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(hosted / "site.zip") as packed:
        packed.extractall(tmp_path / "offline")
    assert (tmp_path / "offline/products/toycel/index.html").is_file()
    (tmp_path / "offline/404.html").unlink()  # which names the address of the site
    assert broken_links(tmp_path / "offline") == ["data/index.html: leads nowhere: ../site.zip"]


def test_a_site_without_an_address_says_nothing_absolute(site: Path, toy_site: Path) -> None:
    for root in (site, toy_site):
        assert not (root / "sitemap.xml").exists()
        for path, page in pages(root).items():
            assert "application/ld+json" not in page, path
            assert "og:image" not in page


def test_the_real_site_says_all_of_this_too(tmp_path: Path) -> None:
    build(DATA, tmp_path / "site", SITE)
    found = pages(tmp_path / "site")
    for path, page in found.items():
        if path != "/404.html":
            assert graph(page)[0]["url"] == SITE[:-1] + path
    assert graph(found["/"])[-1]["temporalCoverage"] == "2021/2025-06-30"
    assert (tmp_path / "site/site.zip").stat().st_size < 10_000_000
