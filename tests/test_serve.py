"""Builds under `serve`: the page that was edited comes first, and the rest is as ever."""

from pathlib import Path

import pytest

from generator import build
from generator.build import Built, Plan
from generator.serve import Builds

from .test_build import files
from .test_tables import spoil

TOYCEL = "products/toycel/index.html"


def text_of(file: Path) -> str:
    return file.read_text("utf-8")


def test_the_page_of_an_edited_record_is_written_before_all_the_rest(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    notified: list[list[str]] = []
    builds = Builds(toy, site, None, lambda changed: notified.append(changed))
    builds.once()
    seen = []

    def write(plan: Plan, site: Path) -> Built:
        seen.append({file: text_of(site / file) for file in (TOYCEL, "products/index.html")})
        return build.write(plan, site)

    monkeypatch.setattr("generator.serve.write", write)
    spoil(toy, "products", "Toycel", "Toycellus")
    made = builds.once()
    assert "Toycellus" in seen[0][TOYCEL]
    assert TOYCEL in notified[0]
    assert "Toycellus" not in seen[0]["products/index.html"]
    assert "products/index.html" in made.changed
    assert TOYCEL not in made.changed  # it was there already
    assert "Toycellus" in text_of(site / "products/index.html")


def test_what_serve_leaves_is_what_build_makes(toy: Path, tmp_path: Path) -> None:
    builds = Builds(toy, tmp_path / "served", None, lambda **_: None)
    builds.once()
    spoil(toy, "products", "Toycel", "Toycellus")
    builds.once()
    build.build(toy, tmp_path / "built")
    assert files(tmp_path / "served") == files(tmp_path / "built")
