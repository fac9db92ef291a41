"""Drawing: the same bytes anywhere, ids of its own, nothing that could run."""

import contextlib
import csv
import dataclasses
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from generator.catalogues import Catalogue
from generator.checks import load
from generator.drawings import draw, key
from generator.figures import Figure, all_figures
from generator.figures.figure import COLOURS
from generator.places import ROOT
from generator.problems import DataProblems

DRAW = """
import hashlib, sys
from pathlib import Path
from generator.checks import load
from generator.drawings import draw
from generator.figures import all_figures
figures = list(all_figures(load(Path("data"))).values())
for figure in figures[:: int(sys.argv[1])]:
    for name, content in sorted(draw(figure, "Source.").items()):
        print(figure.id, name, hashlib.sha256(content).hexdigest())
"""


@pytest.fixture(scope="module")
def toy_figures(toy_catalogue: Catalogue) -> dict[str, Figure]:
    return all_figures(toy_catalogue)


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


def test_an_inline_drawing_is_an_image_with_a_name_and_ids_of_its_own(
    toy_figures: dict[str, Figure],
) -> None:
    figure = toy_figures["response-rates"]
    files = draw(figure, "Source.")
    ids = []
    for name in ("wide", "narrow"):
        root = ElementTree.fromstring(files[f"{name}.svg"])
        assert root.get("role") == "img"
        assert root.findtext("{*}title") == figure.title
        assert root.findtext("{*}desc") == figure.sentence
        ids += [one.get("id") for one in root.iter() if one.get("id")]
        assert not any("style" in one.attrib for one in root.iter())
    assert len(set(ids)) == len(ids)


def test_inline_colours_follow_the_page_and_exported_ones_do_not(
    toy_figures: dict[str, Figure],
) -> None:
    files = draw(toy_figures["approvals-per-year"], "Source.")
    assert b"var(--open,#8a5200)" in files["wide.svg"]
    assert b"var(--open,#8a5200)" in files["wide.js"]
    assert b"var(" not in files["figure.svg"]
    assert files["figure.png"].startswith(b"\x89PNG")
    assert b"Source." in files["figure.svg"]


def test_every_colour_is_a_variable_of_the_stylesheet() -> None:
    css = (ROOT / "static/site.css").read_text("utf-8")
    light, dark, chosen = re.split(r"prefers-color-scheme: dark|data-theme=\"dark\"", css)[:3]
    for name, colour in COLOURS.items():
        assert f"--{name}: {colour}" in light.replace("#fff;", "#ffffff;")
        assert f"--{name}: " in dark.split("}")[0]
    named = re.compile(r"--\S+: [^;]+;")  # dark by choice is dark by system
    assert named.findall(dark.split("}")[0]) == named.findall(chosen.split("}")[0])


def test_hostile_words_are_text_in_every_form(toy_figures: dict[str, Figure]) -> None:
    bad = "</script></svg><script>alert(1)</script>&\"'"
    figure = dataclasses.replace(toy_figures["cumulative"], title=bad, sentence=bad)
    files = draw(figure, bad)
    for name, content in files.items():
        if name.endswith(".svg"):
            ElementTree.fromstring(content)
        if name.endswith((".svg", ".js")):
            assert b"<script>" not in content


def test_the_key_changes_with_rows_words_and_source(toy_figures: dict[str, Figure]) -> None:
    figure = toy_figures["cumulative"]
    same = dataclasses.replace(figure)
    assert key(figure, "s") == key(same, "s")
    for other in (
        key(figure, "t"),
        key(dataclasses.replace(figure, title="x"), "s"),
        key(dataclasses.replace(figure, drawn=figure.drawn[1:]), "s"),
    ):
        assert other != key(figure, "s")


def test_nothing_changes_a_drawing_that_does_not_change_its_key(toy: Path) -> None:
    """A cell of every column of the toy tables is altered in turn, where they stay sound."""
    import altair

    def told() -> dict[str, tuple[str, str]]:
        return {
            id: (
                json.dumps([figure.chart(altair, True).to_dict(validate=False), figure.sentence]),
                key(figure, ""),
            )
            for id, figure in all_figures(load(toy)).items()
        }

    before, changed = told(), set()
    for path in sorted(toy.glob("*.csv")):
        text = path.read_text("utf-8")
        header, row, *rows = csv.reader(io.StringIO(text))
        for i, cell in enumerate(row):
            other = {"yes": "no", "no": "yes"}.get(cell, f"{cell} more")
            out = io.StringIO()
            csv.writer(out).writerows([header, [*row[:i], other, *row[i + 1 :]], *rows])
            path.write_text(out.getvalue(), "utf-8")
            with contextlib.suppress(DataProblems):
                for id, (drawn, name) in told().items():
                    if drawn != before[id][0]:
                        assert name != before[id][1], (id, path.name, header[i])
                        changed.add(id)
        path.write_text(text, "utf-8")
    assert changed >= {"guideline-map", "approvals-in-time", "response-rates"}


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
