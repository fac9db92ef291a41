"""From a page to HTML."""

import base64
import hashlib
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from generator.catalogues import Catalogue
from generator.places import ROOT
from generator.render import renderer

from .conftest import pages_of

TEMPLATES = ROOT / "templates"


LINKS = re.compile(r' (?:href|src|action)="([^"]*)"')


def test_only_the_404_page_names_the_base_path(toy_catalogue: Catalogue) -> None:
    page = next(page for page in pages_of(toy_catalogue) if page.file == "404.html")
    render = renderer(TEMPLATES, toy_catalogue, {}, "https://example.org/repository/")
    assert 'href="/repository/static/site.css"' in render(page)
    assert 'href="/static/site.css"' in renderer(TEMPLATES, toy_catalogue, {})(page)


def test_a_site_address_changes_no_link_of_the_page(toy_catalogue: Catalogue) -> None:
    page = next(page for page in pages_of(toy_catalogue) if page.path == "/products/toycel/")
    bare = renderer(TEMPLATES, toy_catalogue, {})(page)
    hosted = renderer(TEMPLATES, toy_catalogue, {}, "https://example.org/r/")(page)
    assert "canonical" not in bare
    assert '<link rel="canonical" href="https://example.org/r/products/toycel/">' in hosted
    assert LINKS.findall(hosted[hosted.index("<body") :]) == LINKS.findall(
        bare[bare.index("<body") :]
    )


def test_every_template_compiles_and_is_used(catalogue: Catalogue) -> None:
    env = Environment(loader=FileSystemLoader(TEMPLATES))
    env.filters |= dict.fromkeys(
        ("across", "date", "gloss", "han", "markdown", "month", "published"), str
    )
    for name in env.list_templates():
        env.get_template(name)
    used = {f"{page.template}.html" for page in pages_of(catalogue)}
    used |= {"moved.html", "gone.html"}  # by the toy catalogue, which has redirects
    assert used == {path.name for path in (TEMPLATES / "pages").iterdir()}


def test_no_template_marks_text_as_safe() -> None:
    for path in Path(TEMPLATES).rglob("*.html"):
        assert "safe" not in path.read_text("utf-8").replace("unsafe", ""), path


def test_the_one_script_within_a_page_is_the_one_that_its_policy_allows(site: Path) -> None:
    for file in (
        "index.html",
        "404.html",
        "products/index.html",
        "trends/cumulative/embed/index.html",
    ):
        text = (site / file).read_text("utf-8")
        (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"script-src 'self' 'sha256-{digest}';" in text


def test_nothing_but_the_stylesheet_holds_up_the_first_look(site: Path) -> None:
    for path in site.rglob("*.html"):
        head = path.read_text("utf-8").partition("</head>")[0]
        assert len(re.findall(r'<link rel="stylesheet"', head)) == 1, path
        for script in re.findall(r"<script [^>]*src=[^>]*>", head):
            assert " defer " in script, path
