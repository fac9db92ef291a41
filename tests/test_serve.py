"""The curator's server: pages with a reload script, and never a folder above the site."""

import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator.serve import Handler, rebuilds, server, tell


@pytest.fixture
def address(toy_site: Path):
    found = server(toy_site, 0)
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()
    found.server_close()


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


def test_saving_a_file_rebuilds_and_tells_open_pages(address: str, tmp_path: Path) -> None:
    events = urllib.request.urlopen(f"{address}/__reload")
    deadline = time.monotonic() + 5
    while not Handler.clients and time.monotonic() < deadline:
        time.sleep(0.01)
    outcomes = iter([[], ["data/x.csv:2: a <problem>"], []])
    builds = rebuilds([tmp_path], lambda: next(outcomes))
    for wanted in (b"data: []\n", b'data: ["data/x.csv:2: a <problem>"]\n'):
        threading.Timer(0.3, lambda: (tmp_path / "x.csv").write_text(str(time.time()))).start()
        next(builds)
        assert events.readline() == wanted
        assert events.readline() == b"\n"
    events.close()
    with urllib.request.urlopen(f"{address}/__reload") as later:
        assert later.readline() == b'data: ["data/x.csv:2: a <problem>"]\n'
    tell([])


def test_before_anything_is_built_a_page_still_waits(tmp_path: Path) -> None:
    found = server(tmp_path / "site", 0)
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"http://127.0.0.1:{found.server_port}/")
    with error.value as answer:
        assert b"/__reload.js" in answer.read()
    found.shutdown()
    found.server_close()
