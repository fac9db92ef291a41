"""The curator's server: pages with a reload script, and never a folder above the site."""

import json
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator.engine.servers import Server, rebuilds
from generator.places import RELOAD_SCRIPT


@pytest.fixture
def server(toy_site: Path):
    server = Server(toy_site, 0, RELOAD_SCRIPT)
    server.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def test_pages_carry_a_reload_script_that_is_not_on_disk(address: str, toy_site: Path) -> None:
    with urllib.request.urlopen(f"{address}/products/toycel/") as answer:
        assert b"/__reload.js" in answer.read()
    with urllib.request.urlopen(f"{address}/__reload.js") as answer:
        assert b"EventSource" in answer.read()
    assert b"__reload" not in (toy_site / "products/toycel/index.html").read_bytes()


def test_other_files_come_with_their_type(address: str) -> None:
    with urllib.request.urlopen(f"{address}/static/site.css") as answer:
        assert answer.headers["Content-Type"] == "text/css"


def test_a_wrong_address_gets_the_404_page(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{address}/nowhere/")
    with error.value as answer:
        assert answer.code == 404
        assert b"No page at this address" in answer.read()


def test_a_folder_without_its_slash_redirects(address: str) -> None:
    with urllib.request.urlopen(f"{address}/products/toycel") as answer:
        assert answer.url == f"{address}/products/toycel/"


def test_saving_a_file_rebuilds_and_tells_open_pages(
    server: Server, address: str, tmp_path: Path
) -> None:
    events = urllib.request.urlopen(f"{address}/__reload")
    deadline = time.monotonic() + 5
    while not server.open_pages and time.monotonic() < deadline:
        time.sleep(0.01)
    problem = "data/x.csv:2: a <problem>"
    outcomes = iter([{"changed": ["index.html"]}, {"problems": [problem]}])
    builds = rebuilds([tmp_path])
    for wanted in (
        {"problems": [], "changed": ["index.html"]},
        {"problems": [problem], "changed": []},
    ):
        threading.Timer(0.3, lambda: (tmp_path / "x.csv").write_text(str(time.time()))).start()
        next(builds)
        server.notify(**next(outcomes))
        assert json.loads(events.readline().removeprefix(b"data: ")) == wanted
        assert events.readline() == b"\n"
    events.close()
    with urllib.request.urlopen(f"{address}/__reload") as later:
        assert json.loads(later.readline().removeprefix(b"data: "))["problems"] == [problem]


def test_before_anything_is_built_a_page_still_waits(tmp_path: Path) -> None:
    with Server(tmp_path / "site", 0, RELOAD_SCRIPT) as server:
        server.start()
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/")
        with error.value as answer:
            assert b"/__reload.js" in answer.read()
        server.shutdown()


def test_a_port_that_is_taken_is_an_error(server: Server, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(tmp_path, server.server_port, RELOAD_SCRIPT)
