"""Pages of a catalogue whose every text would be a script: nothing runs, nobody is asked."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from generator.build import site_files
from generator.checks import load

from ..hostile import EVIL, evil_data
from .conftest import Silent

WATCH = """window.pwned = 0;
for (const name of ["alert", "confirm", "prompt", "open"]) {
  window[name] = () => { window.pwned = name; };
}"""
PATHS = [
    *("/", "/products/", "/products/toycel/", "/products/toyzel/", "/glossary/m/", "/about/"),
    *("/guidelines/", "/guidelines/toy-cells-making/", "/guidelines/toy-dolls/", "/data/"),
    *("/holders/example-toys/", "/compare/?products=toycel,toygene", "/approvals/?q=mark"),
    *("/evidence/", "/evidence/remarks/", "/sources/article/", "/changes/2020-06-30-b/"),
    *("/trends/", "/trends/response-rates/", "/trends/response-rates/embed/", "/diseases/"),
    *("/verify/?q=/products/toycel/", "/search/?q=Markproductsnameaa"),
    *(f"/{page}/?q={quote(EVIL)}" for page in ("search", "verify", "products", "guidelines")),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the bad catalogue, without what forbids scripts: the pages alone must do."""
    place = tmp_path_factory.mktemp("hostile")
    for name, content in site_files(load(evil_data(place)), "data").items():
        path = place / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".html"):
            head, mark, rest = content.partition(b'<meta http-equiv="Content-Security-Policy"')
            assert mark, name
            content = head + rest.partition(b">")[2]
        path.write_bytes(content)
    return place / "site"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 1280, "height": 900})
    found.add_init_script(WATCH)
    yield found
    found.close()


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    handler = functools.partial(Silent, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/repository"
    server.shutdown()
    server.server_close()


def use(page: Page) -> None:
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


def test_nothing_runs_and_no_other_host_is_asked(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    thrown: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: thrown.append(f"{page.url}: {error}"))
    page.on("dialog", lambda dialog: thrown.append(f"{page.url}: {dialog.message}"))
    for path in PATHS:
        page.goto(host + path)
        if "?" in path:
            page.wait_for_load_state("networkidle")
        use(page)
        assert page.evaluate("window.pwned") == 0, path
        assert page.locator("img, iframe, object, embed, [onclick], [onerror]").count() == 0, path
    assert [url for url in asked if not url.startswith(host)] == []
    assert thrown == []


def test_the_watch_would_see_a_script(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(host + "/about/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.wait_for_function("window.pwned === 'alert'")


def test_what_is_typed_and_found_is_text(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(f"{host}/about/")
    page.locator("#search").fill("Markproductsnameaa")
    page.locator(".result").first.wait_for()
    assert "<script>window.pwned=1;alert" in page.locator(".result b").first.inner_text()
    page.goto(f"{host}/verify/?q=/products/toycel/")
    page.locator("#verdict li").first.wait_for()
    assert "<script>window.pwned=1;alert" in page.locator("#verdict").inner_text()
    page.goto(f"{host}/compare/?products=toycel,toygene")
    assert "{{ 7*7 }}{% raw %}" in page.locator(".compared").inner_text()
    page.goto(f"{host}/products/toycel/")
    page.locator("input.compare").first.check()
    assert "<img src=x onerror" in page.locator(".tray").inner_text()
    assert page.evaluate("window.pwned") == 0


def test_a_label_of_a_live_chart_is_text(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(f"{host}/trends/response-rates/")
    use(page)
    live = page.locator(".drawing.wide .live svg")
    assert "{{ *" in live.text_content().replace("7", "")
    page.locator(".drawing.wide .live").focus()
    page.keyboard.press("ArrowRight")
    assert "<script>window.pwned=1" in page.locator(".drawing.wide .tip").inner_text()
    assert page.evaluate("window.pwned") == 0
