"""The drawings of this catalogue: the same bytes anywhere, and new ones when anything changes."""

import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from generator.build import CHARTS
from generator.cgt.colours import COLOURS
from generator.checks import load
from generator.engine.drawings import drawing_code, drawing_name
from generator.figures import all_figures
from generator.places import ROOT
from generator.problems import DataProblems

DRAW = """
import hashlib, sys
from pathlib import Path
from generator.checks import load
from generator.cgt.colours import COLOURS
from generator.engine.drawings import draw
from generator.figures import all_figures
figures = list(all_figures(load(Path("data"))).values())
for figure in figures[:: int(sys.argv[1])]:
    for name, content in sorted(draw(figure, "Source.", COLOURS).items()):
        print(figure.id, name, hashlib.sha256(content).hexdigest())
"""


def test_drawings_are_the_same_bytes_in_any_order_zone_and_hash_seed() -> None:
    found = []
    for step, zone, seed in (("1", "Asia/Shanghai", "1"), ("-1", "America/Los_Angeles", "2")):
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", DRAW, step], cwd=ROOT, env=env, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        found.append(sorted(run.stdout.splitlines()))
    assert found[0] == found[1]
    assert len(found[0]) > 40


def test_every_colour_is_a_variable_of_the_stylesheet() -> None:
    css = (ROOT / "static/site.css").read_text("utf-8")
    light, dark, chosen = re.split(r"prefers-color-scheme: dark|data-theme=\"dark\"", css)[:3]
    for name, colour in COLOURS.items():
        assert f"--{name}: {colour}" in light.replace("#fff;", "#ffffff;")
        assert f"--{name}: " in dark.split("}")[0]
    named = re.compile(r"--\S+: [^;]+;")  # dark by choice is dark by system
    assert named.findall(dark.split("}")[0]) == named.findall(chosen.split("}")[0])


def test_nothing_changes_a_drawing_that_does_not_change_its_key(toy: Path) -> None:
    """A cell of every column of the toy tables is altered in turn, where they stay sound."""
    import altair

    def charts() -> dict[str, tuple[str, str]]:
        return {
            id: (
                json.dumps([figure.chart(altair, True).to_dict(validate=False), figure.sentence]),
                drawing_name(figure, "", code),
            )
            for id, figure in all_figures(load(toy)).items()
        }

    code = drawing_code(CHARTS)
    before, changed = charts(), set()
    for path in sorted(toy.glob("*.csv")):
        text = path.read_text("utf-8")
        header, row, *rows = csv.reader(io.StringIO(text))
        for i, cell in enumerate(row):
            other = {"yes": "no", "no": "yes"}.get(cell, f"{cell} more")
            out = io.StringIO()
            csv.writer(out).writerows([header, [*row[:i], other, *row[i + 1 :]], *rows])
            path.write_text(out.getvalue(), "utf-8")
            with contextlib.suppress(DataProblems):
                for id, (drawn, name) in charts().items():
                    if drawn != before[id][0]:
                        assert name != before[id][1], (id, path.name, header[i])
                        changed.add(id)
        path.write_text(text, "utf-8")
    assert changed >= {"guideline-map", "approvals-in-time", "response-rates"}


def test_only_what_draws_is_in_the_name_of_a_drawing() -> None:
    names = {path.relative_to(ROOT / "generator").as_posix() for path in CHARTS}
    assert "cgt/colours.py" in names
    assert {name for name in names if not name.startswith("figures/")} == {"cgt/colours.py"}


def test_a_build_that_draws_nothing_new_imports_nothing_heavy(site) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom generator.build import build\n"
        f"build(Path('data'), Path({str(site)!r}))\n"
        "print(*sorted({'altair', 'pandas', 'openpyxl', 'vl_convert'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert run.stdout.strip() == ""


def test_the_live_runtime_is_the_major_version_that_the_specifications_are_for() -> None:
    import vl_convert

    words = (ROOT / "static/vendor/vega/README.md").read_text("utf-8")
    assert vl_convert.get_vega_version().split(".")[0] == words.split("vega-view ")[1][0]
