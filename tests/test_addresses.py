"""An address that was published answers for ever: it stands, leads on, or says what happened."""

import json
import re
from pathlib import Path

import feedparser
import pytest

from generator.__main__ import main
from generator.addresses import published
from generator.build import answering_pages, build, site_files
from generator.catalogues import Catalogue
from generator.checks import load
from generator.figures import all_figures
from generator.problems import DataProblems

from .conftest import next_edition, promise
from .links import broken_links
from .test_tables import spoil


def test_every_address_of_every_edition_answers(toy_catalogue: Catalogue, toy_site: Path) -> None:
    for edition in toy_catalogue.editions:
        for address in edition.addresses:
            path, _, part = address.partition("#")
            file = toy_site / path.lstrip("/") / ("index.html" if path.endswith("/") else "")
            assert file.is_file(), address
            page = file.read_text("utf-8", errors="replace")
            moved = 'http-equiv="refresh"' in page
            if part and not moved and not re.search(r"<h1>(Withdrawn|Divided)", page):
                assert f'id="{part}"' in page, address


def test_a_record_that_moved_leads_on_in_every_format(toy_site: Path) -> None:
    page = (toy_site / "products/toyzel/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../toycel/">' in page
    assert "The notice spells it Toycel." in page
    told = json.loads((toy_site / "api/v1/products/toyzel.json").read_text("utf-8"))
    assert (told["status"], told["moved_to"]) == ("moved", ["/api/v1/products/toycel.json"])
    feed = feedparser.parse((toy_site / "products/toyzel/feed.xml").read_bytes())
    assert not feed.bozo
    assert "Moved since edition 2020-06-30." in feed.entries[0].content[0].value
    old, new = (toy_site / f"products/{id}/{id}.bib" for id in ("toyzel", "toycel"))
    assert old.read_bytes() == new.read_bytes()


def test_a_record_that_was_withdrawn_leaves_a_tombstone_in_every_format(toy_site: Path) -> None:
    page = (toy_site / "guidelines/toy-dolls/index.html").read_text("utf-8")
    assert "<h1>Withdrawn</h1>" in page
    assert "dolls &lt;i&gt;object&lt;/i&gt;" in page
    assert "refresh" not in page
    told = json.loads((toy_site / "api/v1/guidelines/toy-dolls.json").read_text("utf-8"))
    assert (told["status"], told["moved_to"]) == ("withdrawn", [])
    part = (toy_site / "evidence/not-here/index.html").read_text("utf-8")
    assert re.search(r'<li id="toydoll">Dolls are toys too', part)


def test_a_record_that_was_divided_names_its_successors(toy: Path, tmp_path: Path) -> None:
    spoil(toy, "redirects", "/products/toycel/,2020", "/products/toycel/ /products/toygene/,2020")
    site = tmp_path / "site"
    build(toy, site)
    page = (site / "products/toyzel/index.html").read_text("utf-8")
    assert "<h1>Divided</h1>" in page
    assert 'href="../toycel/"' in page
    assert 'href="../toygene/"' in page
    assert "refresh" not in page
    told = json.loads((site / "api/v1/products/toyzel.json").read_text("utf-8"))
    assert told["status"] == "divided"
    assert len(told["moved_to"]) == 2
    assert broken_links(site) == []


def refused(toy: Path) -> list[str]:
    with pytest.raises(DataProblems) as found:
        site_files(load(toy), "data")
    return [f"{one.place}: {one.message}" for one in found.value.problems]


def test_an_address_that_is_gone_without_a_word_fails_the_build(toy: Path) -> None:
    rows = (toy / "redirects.csv").read_text("utf-8").splitlines(keepends=True)
    (toy / "redirects.csv").write_text(rows[0], "utf-8")
    lost = ("/guidelines/toy-dolls/", "/products/toyzel/", "/evidence/not-here/#toydoll")
    first = "first name the next edition (edition = ... in data/catalogue.toml), then "
    wanted = [
        f"data/redirects.csv: edition 2020-03-31 published {address}, and nothing stands there; "
        f"{first}add the row {address},TO,EDITION,WHY (no TO if withdrawn)"
        for address in lost
    ]
    assert refused(toy) == wanted
    named = next_edition(toy)
    assert refused(toy) == [
        line.replace(first, "").replace(",EDITION,", f",{named},") for line in wanted
    ]


def test_check_finds_it_too(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(toy, "redirects", "/guidelines/toy-dolls/", "/guidelines/toy-dols/")
    assert main(["check", "--data", str(toy)]) == 1
    assert "published /guidelines/toy-dolls/" in capsys.readouterr().err


def redirect(toy: Path, address: str, to: str) -> None:
    """Add a row to redirects.csv, at line 5, about an address that the latest edition had."""
    promise(toy, address)
    with (toy / "redirects.csv").open("a", encoding="utf-8") as file:
        file.write(f"{address},{to},{next_edition(toy)},It has another name.\n")


def test_a_file_leads_to_a_file_that_ends_as_it_does(toy: Path) -> None:
    redirect(toy, "/trends/old/old.png", "/trends/approvals-in-time/approvals-in-time.png")
    assert main(["check", "--data", str(toy)]) == 0
    files = site_files(load(toy), "data")
    new = files["trends/approvals-in-time/approvals-in-time.png"]
    assert files["trends/old/old.png"] == new


def test_a_file_that_leads_to_something_else_is_found_without_the_files(
    toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    redirect(toy, "/data/old.csv", "/data/")
    assert main(["check", "--data", str(toy), "--annotate"]) == 1
    told = capsys.readouterr()
    said = "to /data/: a file can only lead to one that ends as it does, in .csv"
    assert f"data/redirects.csv:5: {said}" in told.err
    assert f"::error file=data/redirects.csv,line=5::{said}" in told.out


def test_a_file_that_leads_to_none_is_found_with_the_files(toy: Path) -> None:
    redirect(toy, "/data/old.csv", "/data/older.csv")
    answering_pages(load(toy), all_figures(load(toy)), "data")
    assert refused(toy) == ["data/redirects.csv:5: to /data/older.csv: nothing stands there"]


def test_what_stood_beside_a_page_leads_to_what_stands(toy: Path) -> None:
    redirect(toy, "/old/", "/evidence/not-here/#toyball")
    promise(toy, "/old/old.csv", "/old/feed.xml", "/old/embed/", "/api/v1/old.json")
    files = site_files(load(toy), "data")
    told = json.loads(files["api/v1/old.json"])
    assert (told["status"], told["moved_to"]) == ("moved", ["/evidence/not-here/#toyball"])
    assert b"/evidence/not-here/#toyball" in files["old/old.csv"]
    assert b'href="../../evidence/not-here/#toyball"' in files["old/embed/index.html"]


def test_the_row_of_an_address_itself_goes_before_that_of_its_page(toy: Path) -> None:
    redirect(toy, "/products/toyzel/feed.xml", "")
    feed = feedparser.parse(site_files(load(toy), "data")["products/toyzel/feed.xml"])
    assert feed.entries[0].title == "Withdrawn"


def test_a_redirect_leads_from_nothing_to_something(toy: Path) -> None:
    spoil(toy, "redirects", "/products/toyzel/,/products/toycel/", "/products/toyzel/,/products/x/")
    with (toy / "redirects.csv").open("a", encoding="utf-8") as file:
        file.write(f"/products/toygene/,/products/toycel/,{next_edition(toy)},It stands.\n")
    assert refused(toy) == [
        "data/redirects.csv:4: to /products/x/: nothing stands there",
        "data/redirects.csv:5: address /products/toygene/ stands; it cannot lead away",
    ]


def test_an_edition_promises_pages_files_and_records(toy_catalogue: Catalogue) -> None:
    files = site_files(toy_catalogue, "toy")
    found = set(published(toy_catalogue, files))
    assert {
        "/",
        "/products/toycel/",
        "/products/toycel/#approval-2019-02-03",
        "/products/toycel/feed.xml",
        "/products/toycel/toycel.bib",
        "/api/v1/products/toycel.json",
        "/data/catalogue.zip",
    } <= found
    assert not [one for one in found if one.startswith("/static/") or one.endswith(".js")]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("/products/toygen/", " (did you mean '/products/toygene/'?)"),
        ("/products/toygene", " (did you mean '/products/toygene/'?)"),
        ("toygene/", ""),
        ("../toygene/", None),
        ("/products/toyzel/#x", None),  # it moved, and its page leads on
        ("/data/products.csv", None),
        ("#results", None),
        ("https://example.org/x", None),
        ("mailto:curators@example.org", None),
    ],
)
def test_a_link_of_a_note_that_leads_to_no_page_is_named(
    toy: Path, link: str, said: str | None
) -> None:
    (toy / "notes" / "toycel-2019-02-03.md").write_text(f"See [this]({link}).", "utf-8")
    catalogue, told = load(toy), []
    try:
        answering_pages(catalogue, all_figures(catalogue), "data")
    except DataProblems as found:
        told = [f"{one.place}: {one.message}" for one in found.problems]
    place = f"data/notes/toycel-2019-02-03.md: links to {link}, where no page is"
    assert told == ([] if said is None else [f"{place}{said}"])
