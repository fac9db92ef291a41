"""What there is to find."""

import json
from pathlib import Path

from generator.catalogues import Catalogue
from generator.searches import entries, script

from .conftest import pages_of


def test_every_record_can_be_found_by_each_of_its_names(catalogue: Catalogue) -> None:
    found = entries(catalogue)
    assert len({entry.path for entry in found}) == len(found)
    paths = {entry.path for entry in found}
    for record in (*catalogue.products, *catalogue.guidelines, *catalogue.holders):
        assert record.path in paths
    names = {name for entry in found for name in entry.names}
    for code in ("JWCAR029", "NCT04089215", "2022年第31号", "瑞基奥仑赛注射液", "JWCAR029-002"):
        assert code in names
    assert {one.id for one in catalogue.exclusions} <= {
        path.partition("#")[2] for path in paths if path.startswith("/evidence/not-here/#")
    }


def test_entries_lead_to_pages(catalogue: Catalogue) -> None:
    pages = {page.path for page in pages_of(catalogue)}
    assert {entry.path.partition("#")[0] for entry in entries(catalogue)} <= pages


def test_the_entries_are_a_script_that_holds_nothing_but_data(catalogue: Catalogue) -> None:
    text = script(catalogue).decode()
    assert "<" not in text
    body = text.removeprefix("window.searchEntries = ").removesuffix(";\n")
    assert len(json.loads(body)) == len(entries(catalogue))


def test_without_javascript_the_search_page_lists_everything(
    catalogue: Catalogue, site: Path
) -> None:
    page = (site / "search/index.html").read_text("utf-8")
    for entry in entries(catalogue):
        assert f'href="..{entry.path}"' in page
