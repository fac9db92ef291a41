"""One Chromium, a server for each site, and pages that tell what goes wrong on them."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

from ..install_browser import browser as installed

QUIET = [
    *("--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-gpu"),
]
SHIFT = """window.shift = 0; new PerformanceObserver(list => { for (const entry of
list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value; })
.observe({type: 'layout-shift', buffered: true})"""
AXE = Axe().axe_script
Opens = Callable[..., Page]


class Silent(http.server.SimpleHTTPRequestHandler):
    """Files under /repository/, as a project site on Pages is served."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/repository"))

    def log_message(self, *_: object) -> None: ...


@contextmanager
def served(site: Path, handler: type[Silent] = Silent) -> Iterator[str]:
    """The address of a site, for as long as it is needed."""
    handler = functools.partial(handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/repository"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=installed(), args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def toys(toy_site: Path) -> Iterator[str]:
    with served(toy_site) as found:
        yield found


@pytest.fixture
def opens(browser: Browser, address: str) -> Iterator[Opens]:
    """Opens a page for a reader of its own, 1280 px wide if nothing else is asked for.

    No page may throw, nor ask anybody else for anything.
    """
    faults: list[str] = []
    pages: list[Page] = []

    def elsewhere(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:")):
            faults.append(f"asks for {request.url}")

    def opened(path: str = "", width: int = 1280, **context: object) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900}, **context)
        pages.append(page)
        page.set_default_timeout(15_000)
        page.on("request", elsewhere)
        page.on("pageerror", lambda error: faults.append(f"throws {error}"))
        page.add_init_script(SHIFT)
        if path:
            page.goto(address + path if path.startswith("/") else path)
        return page

    yield opened
    for page in pages:
        page.close()
    assert faults == []


@pytest.fixture
def page(opens: Opens) -> Page:
    return opens()


def asked(page: Page) -> list[str]:
    """What a page asks for, from now on."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    return urls


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds wrong on a page, by all its rules or by some."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"][:3]]
