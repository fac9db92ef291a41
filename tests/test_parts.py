"""Long lists in parts: every row on one of them, every link leading somewhere."""

import re
from pathlib import Path

import pytest

from generator.build import build

from .conftest import TOY, pages_of
from .links import broken_links


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy site, as if lists of more than one row were long."""
    site = tmp_path_factory.mktemp("long") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.engine.pages.LONG", 1)
        patch.setattr("generator.cgt.pages.records.MOST", 1)
        patch.setenv("CGT_WORKERS", "1")
        build(TOY, site)
    return site


def test_no_link_of_a_site_with_long_lists_is_broken(long: Path) -> None:
    assert broken_links(long) == []
    assert len(list(long.rglob("page/*/index.html"))) > 20


def test_every_product_is_in_the_index_once_and_parts_lead_on(long: Path) -> None:
    first, second = (long / f"products/{part}index.html" for part in ("", "page/2/"))
    texts = [path.read_text("utf-8") for path in (first, second)]
    assert [
        re.findall(r'<th scope="row"><a href="[./]*products/(\w+)/"', text) for text in texts
    ] == [
        *(["toycel"], ["toygene"]),
    ]
    titles = [re.search("<title>(.*?)</title>", text)[1] for text in texts]
    assert ["page 2" in title for title in titles] == [False, True]
    assert 'aria-label="Pages of this list"' in texts[1]
    assert 'rel="prev"' in texts[1]
    assert "tables.js" not in texts[1]
    assert '<form class="tools' not in "".join(texts)  # a filter would find what is on one part


def test_lists_on_the_page_of_a_record_are_cut_and_say_so(long: Path) -> None:
    product = (long / "products/toycel/index.html").read_text("utf-8")
    assert re.search(r"1 of 2, [^<]*<a href=", product)


def test_no_page_of_the_catalogue_itself_is_in_parts(china) -> None:
    parts = {page.path: page.parts for page in pages_of(china) if page.parts > 1}
    assert all(path.startswith("/compare/") for path in parts)
