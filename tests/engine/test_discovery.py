"""Files by which machines learn what there is."""

import xml.etree.ElementTree as ElementTree

from generator.engine.catalogues import Catalogue
from generator.engine.discovery import discovery_files
from generator.engine.pages import Page
from tests.loaded import templates, with_settings

from .kites import kites

SITE = "https://example.org/repository/"
PAGES = [
    Page(path="/", template="home"),
    Page(path="/kites/red/", template="kite"),
    Page(path="/kites/old/", template="moved"),
]
HOSTILE = with_settings(kites(), title='<b>&"]]>*x*', description="[x](javascript:1) <&>")


def files(site_url: str | None, catalogue: Catalogue | None = None) -> dict[str, str]:
    navigation = [("Kites", "/kites/")]
    made = discovery_files(catalogue or kites(), PAGES, navigation, templates(kites()), site_url)
    return {path: content.decode() for path, content in made}


def test_the_sitemap_has_every_page_with_true_dates() -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = {
        url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod")
        for url in ElementTree.fromstring(files(SITE)["sitemap.xml"])
    }
    assert urls == {SITE: None, f"{SITE}kites/red/": "2020-01-31"}
    assert f"Sitemap: {SITE}sitemap.xml\n" in files(SITE)["robots.txt"]


def test_browsers_can_search_the_site() -> None:
    search = ElementTree.fromstring(files(SITE)["opensearch.xml"])
    (url,) = search.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"{SITE}search/?q={{searchTerms}}"


def test_llms_txt_leads_to_data_pages_and_records() -> None:
    text = files(SITE)["llms.txt"]
    assert text.startswith("# Kites & more\n\n> An invented catalogue. Data as of 2020-01-31")
    for line in (
        f"- [Whole catalogue as JSON]({SITE}api/v1/catalogue.json)",
        f"- [Kites]({SITE}kites/)",
        f"- [Smith & sons]({SITE}makers/smith/)",
    ):
        assert f"{line}\n" in text


def test_without_an_address_there_is_llms_txt_alone() -> None:
    assert set(files(None)) == {"llms.txt"}
    assert "(./kites/red/)" in files(None)["llms.txt"]


def test_hostile_words_stay_words() -> None:
    made = files(SITE, HOSTILE)
    assert made["llms.txt"].startswith('# \\<b\\>&"\\]\\]\\>\\*x\\*\n')
    search = ElementTree.fromstring(made["opensearch.xml"])
    assert search[1].text == HOSTILE.settings.description
