"""A server of the site for the curator's own browser, with live reload."""

import functools
import http.server
import json
import queue
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

NOTHING = b"<!doctype html><title>Nothing built yet</title><body><p>Nothing built yet.</body>"


class Server(http.server.ThreadingHTTPServer):
    """Serves a site on this machine only; port 0 takes a free one.

    `script` is the file of the script that every page gets: it reads /__reload, a stream of events,
    each the JSON of {"problems": [text], "changed": [file]}. Raises OSError if the port is taken.
    """

    daemon_threads = True

    def __init__(self, site: Path, port: int, script: Path) -> None:
        super().__init__(("127.0.0.1", port), functools.partial(Handler, directory=str(site)))
        self.script = script
        self.problems: Sequence[str] = ()  # of the last build
        self.open_pages: set[queue.Queue[str]] = set()

    def start(self) -> None:
        """Answer from now on, in threads: no process can be forked safely after this."""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def notify(self, problems: Sequence[str] = (), changed: Sequence[str] = ()) -> None:
        """Have open pages, and those that are opened next, show these problems.

        Without any, those among the changed files reload.
        """
        self.problems = problems
        for page in list(self.open_pages):
            page.put(_message(problems, changed))


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site, with a reload script added to pages on the way out, never on disk."""

    server: Server
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012  the machine's own table may differ
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
    }

    def do_GET(self) -> None:
        if self.path == "/__reload":
            return self._send_events()
        if self.path == "/__reload.js":
            return self._send(200, self.server.script.read_bytes(), "text/javascript")
        return super().do_GET()

    def send_head(self) -> BinaryIO | None:
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        if file.suffix == ".html" and file.is_file():
            self._send_page(200, file.read_bytes())
            return None
        if not file.exists():
            page = Path(self.directory) / "404.html"
            self._send_page(404, page.read_bytes() if page.is_file() else NOTHING)
            return None
        return super().send_head()

    def _send_page(self, status: int, page: bytes) -> None:
        page = page.replace(b"</body>", b'<script src="/__reload.js"></script></body>')
        self._send(status, page, "text/html; charset=utf-8")

    def _send(self, status: int, content: bytes, media: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        messages: queue.Queue[str] = queue.Queue()
        if self.server.problems:
            messages.put(_message(self.server.problems))
        self.server.open_pages.add(messages)
        try:
            while True:
                try:
                    self.wfile.write(f"data: {messages.get(timeout=15)}\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:
            self.close_connection = True
        finally:
            self.server.open_pages.discard(messages)

    def log_message(self, *_: Any) -> None:
        """Requests are not news."""


def _message(problems: Sequence[str], changed: Sequence[str] = ()) -> str:
    return json.dumps({"problems": list(problems), "changed": list(changed)})


def rebuilds(folders: Sequence[Path]) -> Iterator[None]:
    """Once at every change of the folders."""
    from watchfiles import watch

    for _ in watch(*folders, debounce=50, step=5, raise_interrupt=False):
        yield
