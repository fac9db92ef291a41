"""What runs on GitHub: pinned, with few rights, and nothing untrusted in its scripts."""

import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.engine.problems import Problem
from generator.places import ROOT

from . import external_links
from .conftest import spoil

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPT = re.compile(r"^( +)(?:- )?run: *(.*(?:\n(?:\1 +.*|))*)", re.M)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_pinned_and_has_few_rights_and_no_script_gets_what_is_not_ours(
    path: Path,
) -> None:
    text = path.read_text("utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    for one in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+.*", one), one
    assert "\npermissions:\n  contents: read\n\n" in text
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    assert "pull_request_target" not in text
    assert text.count("runs-on:") == text.count("timeout-minutes:")
    scripts = [script for _, script in SCRIPT.findall(text)]
    assert scripts
    assert not [script for script in scripts if "${{" in script]


def test_a_problem_is_marked_at_its_line(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(toy, "approvals", "toygene,2020", "toygen,2020")
    assert main(["check", "--data", str(toy), "--annotate"]) == 1
    told = capsys.readouterr()
    assert "::error file=data/approvals.csv,line=4::product_id 'toygen' is not in" in told.out
    assert "data/approvals.csv:4: product_id 'toygen'" in told.err


def test_a_problem_is_one_command_whatever_it_quotes() -> None:
    line = Problem("data/x.csv", "50%\n::set-env name=x::y").annotation
    assert line == "::error file=data/x.csv::50%25%0A::set-env name=x::y"


class Some(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


def test_addresses_that_do_not_answer_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = HTTPServer(("127.0.0.1", 0), Some)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    file = tmp_path / "sources.csv"
    rows = {"good": f"{root}/200", "gone": f"{root}/404", "shy": f"{root}/403", "none": ""}
    rows["dead"] = "http://127.0.0.1:9/"
    file.write_text("id,url\n" + "".join(f"{id},{url}\n" for id, url in rows.items()), "utf-8")
    assert external_links.main(file) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"- `gone`: <{root}/404> answers 404"
    assert lines[1].startswith("- `dead`: <http://127.0.0.1:9/> ")
    assert len(lines) == 2
    file.write_text(f"id,url\ngood,{root}/200\n", "utf-8")
    assert external_links.main(file) == 0
    server.shutdown()
    server.server_close()
