"""The curator's server: pages with a reload script, and never a folder above the site."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.engine.servers import Server, rebuilds
from generator.places import RELOAD_SCRIPT

FILES = {
    "toys/index.html": "<body>Toys</body>",
    "404.html": "<body>No page at this address</body>",
    "site.css": "a{}",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    server = Server(tmp_path / "site", 0, RELOAD_SCRIPT)
    server.start()
    yield server
    server.shutdown()
    server.server_close()


def asked(server: Server, path: str) -> Any:
    return urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{path}")


def missing(server: Server, path: str) -> bytes:
    """What is shown where nothing is."""
    with pytest.raises(urllib.error.HTTPError) as error:
        asked(server, path)
    with error.value as answer:
        assert answer.code == 404
        return answer.read()


def test_pages_carry_a_reload_script_that_is_not_on_disk(server: Server, tmp_path: Path) -> None:
    with asked(server, "/toys") as answer:  # without its slash
        assert answer.url.endswith("/toys/")
        assert b"/__reload.js" in answer.read()
    with asked(server, "/__reload.js") as answer:
        assert b"EventSource" in answer.read()
    assert (tmp_path / "site/toys/index.html").read_text("utf-8") == FILES["toys/index.html"]


def test_other_files_come_with_their_type_and_a_wrong_address_gets_the_404_page(
    server: Server, tmp_path: Path
) -> None:
    with asked(server, "/site.css") as answer:
        assert answer.headers["Content-Type"] == "text/css"
    (tmp_path / "secret.txt").write_text("x")
    for path in ("/nowhere/", "/../secret.txt", "/%2e%2e/secret.txt"):
        assert b"No page at this address" in missing(server, path)
    (tmp_path / "site").rename(tmp_path / "other")
    assert b"/__reload.js" in missing(server, "/")  # before anything is built a page still waits


def test_saving_a_file_rebuilds_and_tells_open_pages(server: Server, tmp_path: Path) -> None:
    events = asked(server, "/__reload")
    deadline = time.monotonic() + 5
    while not server.open_pages and time.monotonic() < deadline:
        time.sleep(0.01)
    problem = "data/x.csv:2: a <problem>"
    builds, seen = rebuilds([tmp_path]), threading.Event()

    def save() -> None:
        """Again and again, since a busy machine takes a while to look."""
        while not seen.wait(0.1):
            (tmp_path / "x.csv").write_text(str(time.time()))

    threading.Thread(target=save, daemon=True).start()
    for told in ({"changed": ["index.html"]}, {"problems": [problem]}):
        next(builds)
        server.notify(**told)
        wanted = {"problems": [], "changed": [], **told}
        assert json.loads(events.readline().removeprefix(b"data: ")) == wanted
        assert events.readline() == b"\n"
    seen.set()
    events.close()
    with asked(server, "/__reload") as later:
        assert json.loads(later.readline().removeprefix(b"data: "))["problems"] == [problem]


def test_a_port_that_is_taken_is_an_error(server: Server, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(tmp_path, server.server_port, RELOAD_SCRIPT)
