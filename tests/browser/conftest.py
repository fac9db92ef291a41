"""One Chromium and one server for all browser tests."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from ..install_browser import browser as installed

QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
]


class Silent(http.server.SimpleHTTPRequestHandler):
    """Files under /repository/, as a project site on Pages is served."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/repository"))

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=installed(), args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(Silent, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/repository"
    server.shutdown()
    server.server_close()
