"""What `make bench` measures on: invented catalogues that pass every check, and a site of Hugo."""

from pathlib import Path

from generator.build import plan
from generator.cgt.catalogue import CgtCatalogue
from generator.places import SITE_MARKER
from tests.bench.hugo import blocks, write_site
from tests.bench.invented import grow
from tests.conftest import TOY, problems
from tests.runs import files


def test_an_invented_catalogue_passes_every_check_and_is_the_same_bytes_for_the_same_seed(
    tmp_path: Path,
) -> None:
    one, two = tmp_path / "one/data", tmp_path / "two/data"
    for data in (one, two):
        grow(TOY, data, 61)
    assert problems(one) == []
    assert all(path.read_bytes() == (two / path.name).read_bytes() for path in one.glob("*.csv"))
    tables = [(one / f"{name}.csv").read_text("utf-8") for name in ("guidelines", "products")]
    assert sum(len(table.splitlines()) - 1 for table in tables) == 61


def test_hugo_writes_or_copies_every_file(
    toys: CgtCatalogue, toy_site: Path, tmp_path: Path
) -> None:
    write_site(plan(toys, "data"), toy_site, tmp_path / "hugo")
    site, copied = {*files(toy_site)}, {*files(tmp_path / "hugo/static")}
    pages = {name for name in site if name.endswith(".html")} - {"404.html", "zh/404.html"}
    texts = [*(tmp_path / "hugo/content").rglob("*.md")]
    records = [text for text in texts if '"outputs"' in text.read_text("utf-8")]
    written = site - copied - pages - {"404.html", "zh/404.html", SITE_MARKER}
    assert len(texts) == len(pages)
    assert len(records) == len(written)
    assert all(name.startswith("api/v1/") for name in written)


def test_hugo_gets_the_headings_rows_and_links_of_a_page() -> None:
    html = '<main id="x"><h2 id="a">All</h2><table><tr><td><a href="../b/">B</a></td></tr></main>'
    heading, table = blocks(html, "/a/")
    assert heading == {"heading": 2, "id": "a", "runs": [{"text": "All"}]}
    assert table["rows"][0]["cells"][0]["runs"] == [{"text": "B", "href": "/b/"}]
