"""Pages of a catalogue whose every text would be a script: nothing runs, nobody is asked."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from ..hostile import EVIL, mark
from .conftest import Opens, asked, served

WATCH = """window.pwned = 0;
for (const name of ["alert", "confirm", "prompt", "open"]) {
  window[name] = () => { window.pwned = name; };
}"""
PATHS = [  # pages alone are seen by tests/test_hostile.py: here are those that scripts change
    *("/", "/products/", "/guidelines/", "/approvals/?q=mark", "/changes/2020-06-30-b/"),
    *("/trends/response-rates/embed/", "/evidence/remarks/"),
    *(f"/{page}/?q={quote(EVIL)}" for page in ("search", "verify", "products")),
]
SCRIPT, IMAGE = "<script>window.pwned=1;alert", "<img src=x onerror"


@pytest.fixture(scope="module")
def host(evil_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of the bad catalogue, without what forbids scripts: the pages alone must do."""
    site = shutil.copytree(evil_site, tmp_path_factory.mktemp("hostile") / "site")
    for path in site.rglob("*.html"):
        head, policy, rest = path.read_bytes().partition(b'<meta http-equiv="Content-Security-')
        assert policy, path
        path.write_bytes(head + rest.partition(b">")[2])
    with served(site) as address:
        yield address


@pytest.fixture
def page(opens: Opens) -> Page:
    page = opens()
    page.add_init_script(WATCH)
    return page


def used(page: Page) -> None:
    """Do what a reader does: open what is closed, go over everything, wake every chart."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.mouse.move(300, 300)
    page.mouse.wheel(0, 20_000)
    for drawing in page.locator(".drawing.wide").all():
        drawing.scroll_into_view_if_needed()
        page.wait_for_function(
            "one => one.matches('.is-live') || one.dataset.live", arg=drawing.element_handle()
        )
    page.evaluate(
        """for (const one of document.querySelectorAll('body *'))
             for (const kind of ['mouseover', 'mousemove', 'focus', 'click'])
               if (kind !== 'click' || one.closest('.tools, .legend, svg, summary'))
                 one.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}))"""
    )
    assert page.evaluate("window.pwned") == 0, page.url
    assert page.locator("img, iframe, object, embed, [onclick], [onerror]").count() == 0, page.url


def test_nothing_runs_and_no_other_host_is_asked(page: Page, host: str) -> None:
    urls = asked(page)  # `opens` looks for errors
    for path in PATHS:
        page.goto(host + path)
        if "?" in path:
            page.wait_for_load_state("networkidle")
        used(page)
    assert [url for url in urls if not url.startswith(host)] == []
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.wait_for_function("window.pwned === 'alert'")  # so a script would have been seen


def test_what_is_typed_found_and_told_is_text(page: Page, host: str) -> None:
    page.goto(f"{host}/about/")
    page.locator("#search").fill(mark("products", "name"))
    page.locator(".result").first.wait_for()
    assert SCRIPT in page.locator(".result b").first.inner_text()
    used(page)
    page.goto(f"{host}/verify/?q=/products/toycel/")
    page.locator("#verdict li").first.wait_for()
    assert SCRIPT in page.locator("#verdict").inner_text()
    used(page)
    page.goto(f"{host}/compare/?products=toycel,toygene")
    assert "{{ 7*7 }}{% raw %}" in page.locator(".compared").inner_text()
    used(page)
    page.goto(f"{host}/products/toycel/")
    page.locator("input.compare").first.check()
    assert IMAGE in page.locator(".tray").inner_text()
    used(page)
    page.goto(f"{host}/trends/response-rates/")
    used(page)
    live = page.locator(".drawing.wide .live")
    assert "{{ *" in live.locator("svg").text_content().replace("7", "")
    live.focus()
    page.keyboard.press("ArrowRight")
    assert "<script>window.pwned=1" in page.locator(".drawing.wide .tip").inner_text()
    assert page.evaluate("window.pwned") == 0
