"""Build, watch and serve with live reload, for the curator's own browser only."""

import functools
import http.server
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from watchfiles import watch

RELOAD = b'new EventSource("/__reload").onmessage = () => location.reload();\n'


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site, with a reload script added to pages on the way out, never on disk."""

    protocol_version = "HTTP/1.1"
    clients: set["queue.Queue[None]"] = set()  # noqa: RUF012  one per open page
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
            self._send(200, self._reloading(file), "text/html; charset=utf-8")
            return None
        if not file.exists():
            page = Path(self.directory) / "404.html"
            if page.is_file():
                self._send(404, self._reloading(page), "text/html; charset=utf-8")
                return None
        return super().send_head()

    def _reloading(self, file: Path) -> bytes:
        script = b'<script src="/__reload.js"></script></body>'
        return file.read_bytes().replace(b"</body>", script)

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
        mine: queue.Queue[None] = queue.Queue()
        self.clients.add(mine)
        try:
            while True:
                try:
                    mine.get(timeout=15)
                    self.wfile.write(b"data: reload\n\n")
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:
            self.close_connection = True
        finally:
            self.clients.discard(mine)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news."""


def server(site: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A started server of that folder on this machine only; port 0 takes a free one.

    Raises OSError if the port is taken.
    """
    handler = functools.partial(Handler, directory=str(site))
    found = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    found.daemon_threads = True
    threading.Thread(target=found.serve_forever, daemon=True).start()
    return found


def rebuilds(folders: list[Path], build: Callable[[], str | None]) -> Iterator[str | None]:
    """Build at every change of the folders; where it said something, open pages reload."""
    for _ in watch(*folders, debounce=50, raise_interrupt=False):
        said = build()
        if said is not None:
            for client in list(Handler.clients):
                client.put(None)
        yield said
