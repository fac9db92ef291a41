"""The curator's server: pages with a reload script, and never a folder above the site."""

import json
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator import build
from generator.build import Built, Plan
from generator.serve import Builds, Handler, rebuilds, server, tell

from .test_build import files
from .test_tables import spoil

TOYCEL = "products/toycel/index.html"


def text_of(file: Path) -> str:
    return file.read_text("utf-8")


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
    problem = "data/x.csv:2: a <problem>"
    outcomes = iter([{"changed": ["index.html"]}, {"problems": [problem]}])
    builds = rebuilds([tmp_path], lambda: tell(**next(outcomes)))
    for wanted in (
        {"problems": [], "changed": ["index.html"]},
        {"problems": [problem], "changed": []},
    ):
        threading.Timer(0.3, lambda: (tmp_path / "x.csv").write_text(str(time.time()))).start()
        next(builds)
        assert json.loads(events.readline().removeprefix(b"data: ")) == wanted
        assert events.readline() == b"\n"
    events.close()
    with urllib.request.urlopen(f"{address}/__reload") as later:
        assert json.loads(later.readline().removeprefix(b"data: "))["problems"] == [problem]
    tell()


def test_the_page_of_an_edited_record_is_written_before_all_the_rest(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    builds = Builds(toy, site, None)
    builds.once()
    seen = []

    def write(plan: Plan, site: Path) -> Built:
        seen.append({file: text_of(site / file) for file in (TOYCEL, "products/index.html")})
        return build.write(plan, site)

    monkeypatch.setattr("generator.serve.write", write)
    spoil(toy, "products", "Toycel", "Toycellus")
    made = builds.once()
    assert "Toycellus" in seen[0][TOYCEL]
    assert "Toycellus" not in seen[0]["products/index.html"]
    assert "products/index.html" in made.changed
    assert TOYCEL not in made.changed  # it was there already
    assert "Toycellus" in text_of(site / "products/index.html")


def test_what_serve_leaves_is_what_build_makes(toy: Path, tmp_path: Path) -> None:
    builds = Builds(toy, tmp_path / "served", None)
    builds.once()
    spoil(toy, "products", "Toycel", "Toycellus")
    builds.once()
    build.build(toy, tmp_path / "built")
    assert files(tmp_path / "served") == files(tmp_path / "built")


def test_before_anything_is_built_a_page_still_waits(tmp_path: Path) -> None:
    found = server(tmp_path / "site", 0)
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"http://127.0.0.1:{found.server_port}/")
    with error.value as answer:
        assert b"/__reload.js" in answer.read()
    found.shutdown()
    found.server_close()
