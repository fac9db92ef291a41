"""Where readers report an error, and where curators mend it."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.catalogues import Catalogue
from generator.checks import load
from generator.corrections import report, row_link
from generator.places import ROOT

REPOSITORY = 'repository = "https://example.org/toys/catalogue"\n'
CONTACT = 'contact = "toys@example.org"\n'


@pytest.fixture
def told(toy: Path, request: pytest.FixtureRequest) -> Catalogue:
    file = toy / "catalogue.toml"
    file.write_text(file.read_text("utf-8") + request.param, "utf-8")
    return load(toy)


@pytest.mark.parametrize("told", [REPOSITORY + CONTACT], indirect=True)
def test_with_a_repository_the_form_is_filled_in(told: Catalogue) -> None:
    parts = urlsplit(report(told, "Toys & <games>", "/products/toycel/"))
    assert parts.path == "/toys/catalogue/issues/new"
    assert parse_qs(parts.query) == {
        "template": ["correction.yml"],
        "title": ["Error: Toys & <games>"],
        "record": ["/products/toycel/"],
        "edition": ["2020-06-30"],
    }
    form = (ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text("utf-8")
    for id in ("record", "edition"):
        assert f"id: {id}\n" in form


@pytest.mark.parametrize("told", [REPOSITORY], indirect=True)
def test_with_a_repository_a_row_is_linked_at_its_line(told: Catalogue) -> None:
    link = row_link(told, "toycel")
    assert link == "https://example.org/toys/catalogue/blob/HEAD/data/products.csv?plain=1#L2"
    assert row_link(told, "nothing") is None


@pytest.mark.parametrize("told", [CONTACT], indirect=True)
def test_with_an_address_a_letter_is_begun(told: Catalogue) -> None:
    parts = urlsplit(report(told, "Toycel", "/products/toycel/"))
    assert (parts.scheme, parts.path) == ("mailto", "toys@example.org")
    assert "/products/toycel/" in parse_qs(parts.query)["body"][0]


@pytest.mark.parametrize("told", [""], indirect=True)
def test_without_either_the_site_says_how(told: Catalogue) -> None:
    assert report(told, "Toycel", "/products/toycel/") == "/about/#corrections"
    assert row_link(told, "toycel") is None
