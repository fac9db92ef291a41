"""The toy site as expected, and what building promises about its files."""

import gzip
import re
import shutil
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest

from generator import build
from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.downloads import is_translated
from generator.places import SITE_MARKER

from .bless import ADDRESS, HERE, expected, is_kept
from .conftest import TOY, add, files, html_by_address, load, problems
from .links import broken_links
from .runs import SOAK


def test_the_toy_site_is_as_expected(toy_site: Path, toy_hosted: Path) -> None:
    built = expected(toy_site, toy_hosted)
    wanted = {name: text.decode() for name, text in files(HERE / "expected").items()}
    hint = "if what is new is right, run: make bless"
    assert sorted(built) == sorted(wanted), hint
    for name, text in built.items():
        assert text == wanted[name], f"{name} differs; {hint}"
    for edition in (HERE / "toy/editions").iterdir():
        copy = toy_site / "api/v1/editions" / edition.name
        assert copy.read_bytes() == edition.read_bytes()


def test_no_head_of_a_column_is_blank_and_no_two_parts_of_a_page_have_one_name(site: Path) -> None:
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        names = re.findall(r'<(?:section|nav) aria-label="([^"]*)"', html)
        assert len(names) == len({*names}), page
        assert not re.search(r"<th[^>]*>\s*</th>", html), page


def test_what_is_broken_within_a_site_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<p id="x"><p id="x"><a href="#y"><a href="b.html"><a href="#x">'
    )
    assert broken_links(tmp_path) == [
        *("a.html: id 'x' stands twice", "a.html: no such fragment: #y"),
        "a.html: leads nowhere: b.html",
    ]


def test_files_beside_pages_are_there_in_each_language_as_links_suppose(toy_hosted: Path) -> None:
    names = {name for name in files(toy_hosted) if not name.endswith((".html", SITE_MARKER))}
    main = {name for name in names if not name.startswith("zh/") and not name.endswith("card.png")}
    gone = {path[1:] for path in load(TOY).redirects}  # what answers there is in one language
    main = {name for name in main if name not in gone and f"{name.rpartition('/')[0]}/" not in gone}
    assert {name for name in main if is_translated(name)} == {
        name for name in main if f"zh/{name}" in names
    }


def test_every_internal_link_and_fragment_leads_somewhere(site: Path, toy_site: Path) -> None:
    assert broken_links(site) == []
    assert broken_links(toy_site) == []


@pytest.mark.parametrize(
    ("link", "hint"),
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
    toy: Path, link: str, hint: str | None
) -> None:
    (toy / "notes" / "toycel-2019-02-03.md").write_text(f"See [this]({link}).", "utf-8")
    line = f"data/notes/toycel-2019-02-03.md: links to {link}, where no page is{hint}"
    assert problems(toy) == ([] if hint is None else [line])


def test_notes_about_the_catalogue_and_in_other_languages_are_looked_at_too(toy: Path) -> None:
    for name in ("about", "toycel.zh"):
        (toy / "notes" / f"{name}.md").write_text("See [this](/nowhere/).", "utf-8")
    (toy / "notes/toygene.zh.md").write_text("Nothing else.", "utf-8")
    line = "links to /nowhere/, where no page is"
    assert problems(toy) == [
        "data/notes/toygene.zh.md: is a translation, but there is no toygene.md"
    ]
    (toy / "notes/toygene.zh.md").unlink()
    assert problems(toy) == [f"data/notes/{name}.md: {line}" for name in ("about", "toycel.zh")]


def test_a_disease_shows_what_is_said_of_it(toy: Path, tmp_path: Path) -> None:
    add(toy, "remarks", "odd-disease,toys-and-games,label,context,Nobody has it.,toy-article,")
    add(toy, "statements", "toys-and-games,about,an odd disease,en,toy-article,,weak")
    build.build(toy, tmp_path / "site")
    page = (tmp_path / "site/diseases/toys-and-games/index.html").read_text("utf-8")
    assert "Nobody has it." in page
    assert "an odd disease" in page
    remarks = (tmp_path / "site/evidence/remarks/index.html").read_text("utf-8")
    assert "diseases/toys-and-games/" in remarks


def test_every_address_of_every_edition_answers(toys: CgtCatalogue, toy_site: Path) -> None:
    for edition in toys.editions:
        for address in edition.addresses:
            path, _, part = address.partition("#")
            file = toy_site / path.lstrip("/") / ("index.html" if path.endswith("/") else "")
            assert file.is_file(), address
            page = file.read_text("utf-8", errors="replace")
            moved = 'http-equiv="refresh"' in page
            if part and not moved and not re.search(r"<h1>(Withdrawn|Divided)", page):
                assert f'id="{part}"' in page, address


def test_every_page_is_html_without_a_parse_error(site: Path, toy_site: Path) -> None:
    """Of those in Chinese, which have the same templates, some."""
    for folder in (site, toy_site):
        for path in folder.rglob("*.html"):
            if SOAK or is_kept(path.relative_to(folder).as_posix()):
                html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))


# Pages that hold more than 14 KB: each with what it may hold at most, in KB.
LARGE = {"/products/": 20, "/search/": 16, "/sources/report/": 16, "/evidence/remarks/": 16}


def test_pages_without_a_figure_are_small(site: Path) -> None:
    """From the heading to the foot, with the stylesheet; pages of products hold all their proof."""
    css = len(gzip.compress((site / "static/site.css").read_bytes(), 9))
    for path, page in html_by_address(site).items():
        if "figures.js" not in page:
            body = page[page.index("<h1") : page.index("<footer")]
            own = path.removeprefix("/zh")
            most = next((most for start, most in LARGE.items() if own.startswith(start)), 14)
            if own != path:  # it has the words of sources, and what they are in Chinese
                most *= 9 / 8
            assert len(gzip.compress(body.encode(), 9)) + css < most * 1024, path


def test_nothing_but_the_stylesheets_holds_up_the_first_look(site: Path) -> None:
    for path, page in html_by_address(site).items():
        head = page.partition("</head>")[0]
        sheets = re.findall(r'<link rel="stylesheet" href="[^"]*?(\w+).css">', head)
        assert sheets == (["site", "figures"] if "figures.js" in head else ["site"]), path
        for script in re.findall(r"<script [^>]*src=[^>]*>", head):
            assert " defer " in script, path


def test_what_a_hosted_site_says_absolutely_is_there(toy_hosted: Path, toy_site: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    sitemap = ElementTree.fromstring((toy_hosted / "sitemap.xml").read_bytes())
    listed = {url.findtext(f"{space}loc") for url in sitemap}
    indexed = {path for path, page in html_by_address(toy_hosted).items() if "noindex" not in page}
    assert listed == {ADDRESS[:-1] + path for path in indexed if not path.endswith("404.html")}
    for path, page in html_by_address(toy_hosted).items():
        for address in re.findall(rf' (?:href|content)="({re.escape(ADDRESS)}[^"]*)"', page):
            place = toy_hosted / urlsplit(address).path.removeprefix(urlsplit(ADDRESS).path)
            assert (place / "index.html" if place.is_dir() else place).is_file(), (path, address)
        if path.endswith("404.html"):
            continue
        assert f'<link rel="canonical" href="{ADDRESS[:-1]}{path}">' in page
        picture = toy_hosted / path.lstrip("/") / "card.png"
        assert picture.read_bytes().startswith(b"\x89PNG"), path
        assert picture.stat().st_size < 60_000
    assert ADDRESS.encode() not in b"".join(files(toy_site).values())


def test_an_address_changes_no_link_of_a_page(toy_hosted: Path, toy_site: Path) -> None:
    hosted = html_by_address(toy_hosted)
    for path, page in html_by_address(toy_site).items():
        if path != "/404.html":  # which is shown at any address
            assert links_of(page) == links_of(hosted[path]), path


def links_of(page: str) -> list[str]:
    """The links of the body of a page, but that to the zip and those in lines to copy."""
    links = re.findall(r' (?:href|src|action)="([^"]*)"', page[page.index("<body") :])
    return [
        one
        for one in links
        if not one.startswith(("ADDRESS-OF", ADDRESS)) and not one.endswith("../site.zip")
    ]


def test_the_zip_of_the_site_is_a_site(toy_hosted: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(toy_hosted / "site.zip") as packed:
        packed.extractall(tmp_path / "offline")
    assert (tmp_path / "offline/products/toycel/index.html").is_file()
    (tmp_path / "offline/404.html").unlink()  # which names the address of the site
    assert broken_links(tmp_path / "offline") == [
        "data/index.html: leads nowhere: ../site.zip",
        "zh/data/index.html: leads nowhere: ../../site.zip",
    ]


def test_tables_that_may_be_empty_need_no_rows(
    toy: Path, outcome: Callable[..., dict[str, bytes] | list[str]]
) -> None:
    """A catalogue of approvals alone: no guidelines, no trials, no results."""
    shutil.rmtree(toy / "editions")
    shutil.rmtree(toy / "notes")
    for table in ("guidelines", "endpoints", "trials", "changes", "redirects"):
        lines = (toy / f"{table}.csv").read_text("utf-8").splitlines()
        (toy / f"{table}.csv").write_text(f"{lines[0]}\n", "utf-8")
    for table in ("scopes", "statements", "remarks", "aliases", "milestones", "safety"):
        lines = (toy / f"{table}.csv").read_text("utf-8").splitlines()
        kept = [line for line in lines if not re.search(r"toy-(cells-m|play|rob|00)|mtt", line)]
        (toy / f"{table}.csv").write_text("\n".join([*kept, ""]), "utf-8")
    text = (toy / "approvals.csv").read_text("utf-8")
    text = re.sub(r",toy-00[12],", ",not-applicable,", text)
    text = re.sub(r',"[^"]*",toy-supplement', ",not-reported,toy-supplement", text)
    (toy / "approvals.csv").write_text(text, "utf-8")
    made = outcome(toy)
    assert isinstance(made, dict), made
    assert "trends/guidelines-per-year/index.html" not in made
