"""Build, watch and serve with live reload, for the curator's own browser only."""

import functools
import http.server
import json
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from watchfiles import watch

from .build import Built, Plan, write
from .checks import load
from .engine.files import rewrite
from .pages import Page

RELOAD = b"""// A build that changes this page reloads it; problems stand over the last good one.
const mine = location.pathname.slice(1).replace(/(^|\\/)$/, "$1index.html");
new EventSource("/__reload").onmessage = (event) => {
  const { problems, changed } = JSON.parse(event.data);
  document.getElementById("__problems")?.remove();
  if (!problems.length) {
    if (changed.some((name) => name === mine || name.startsWith("static/"))) location.reload();
    return;
  }
  const panel = document.createElement("section");
  panel.id = "__problems";
  panel.setAttribute("role", "alert");
  const head = document.createElement("strong");
  head.textContent = problems.length === 1 ? "1 problem; this is the last good page"
    : `${problems.length} problems; this is the last good page`;
  const list = document.createElement("ul");
  for (const problem of problems) {
    const item = document.createElement("li");
    item.textContent = problem;
    list.append(item);
  }
  panel.append(head, list);
  panel.style.cssText = "position:sticky;top:0;z-index:9;padding:1rem;max-height:60vh;"
    + "overflow:auto;background:#fff6e5;color:#1b2129;border-bottom:3px solid #8a5200;"
    + "font:1rem/1.5 sans-serif";
  document.body.prepend(panel);
};
"""
NOTHING = b"<!doctype html><title>Nothing built yet</title><body><p>Nothing built yet.</body>"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site, with a reload script added to pages on the way out, never on disk."""

    protocol_version = "HTTP/1.1"
    clients: set["queue.Queue[str]"] = set()  # noqa: RUF012  one per open page
    problems: list[str] = []  # noqa: RUF012  of the last build
    extensions_map = {  # noqa: RUF012  the machine's own table may say otherwise
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
    }

    def do_GET(self) -> None:
        if self.path == "/__reload":
            return self._events()
        if self.path == "/__reload.js":
            return self._send(200, RELOAD, "text/javascript")
        return super().do_GET()

    def send_head(self) -> BinaryIO | None:
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        if file.suffix == ".html" and file.is_file():
            self._send(200, _reloading(file.read_bytes()), "text/html; charset=utf-8")
            return None
        if not file.exists():
            page = Path(self.directory) / "404.html"
            content = page.read_bytes() if page.is_file() else NOTHING
            self._send(404, _reloading(content), "text/html; charset=utf-8")
            return None
        return super().send_head()

    def _send(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        mine: queue.Queue[str] = queue.Queue()
        if Handler.problems:
            mine.put(message(Handler.problems))
        self.clients.add(mine)
        try:
            while True:
                try:
                    self.wfile.write(f"data: {mine.get(timeout=15)}\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:
            self.close_connection = True
        finally:
            self.clients.discard(mine)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news."""


def _reloading(page: bytes) -> bytes:
    return page.replace(b"</body>", b'<script src="/__reload.js"></script></body>')


def server(site: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A started server of that folder on this machine only; port 0 takes a free one.

    Raises OSError if the port is taken.
    """
    handler = functools.partial(Handler, directory=str(site))
    found = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    found.daemon_threads = True
    threading.Thread(target=found.serve_forever, daemon=True).start()
    return found


def tell(problems: Sequence[str] = (), changed: Sequence[str] = ()) -> None:
    """Have open pages, and those that are opened next, show these problems.

    Without any, those among the changed files reload.
    """
    Handler.problems = list(problems)
    for client in list(Handler.clients):
        client.put(message(problems, changed))


def message(problems: Sequence[str], changed: Sequence[str] = ()) -> str:
    """What open pages are sent."""
    return json.dumps({"problems": list(problems), "changed": list(changed)})


class Builds:
    """Builds of one site, one after another: pages of the records that were edited come first.

    So that whoever edits sees the page at once; all the rest follows a moment later, in a build
    like any other.
    """

    def __init__(self, data: Path, site: Path, site_url: str | None) -> None:
        self.data, self.site, self.site_url = data, site, site_url
        self.before: dict[str, Page] | None = None

    def once(self) -> Built:
        """Build, errors and all; open pages are told of what comes first, not of the rest."""
        plan = Plan(load(self.data), self.data.name, self.site_url)
        pages = {page.file: page for page in plan.pages}
        if self.before is not None:
            ahead = [page for page in plan.pages if edited(page, self.before.get(page.file))]
            for page in ahead:
                rewrite({self.site / page.file: plan.render(page).encode()})
            tell(changed=[page.file for page in ahead])
        self.before = pages
        return write(plan, self.site)


def edited(page: Page, before: Page | None) -> bool:
    """Whether the record that a page is about is another one than before."""
    return before is not None and page.about != before.about


def rebuilds(folders: list[Path], build: Callable[[], None]) -> Iterator[None]:
    """Build at every change of the folders."""
    for _ in watch(*folders, debounce=50, step=5, raise_interrupt=False):
        build()
        yield
