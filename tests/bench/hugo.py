"""The same pages as a site of Hugo: a content file for each page, templates that do the same work.

Every page goes through one template that loops over the headings, paragraphs, rows, cells and links
of our page, so that it follows ours whatever they show. What is related to what, every self-check,
and titles are taken from our site and handed to Hugo for nothing; so are other files, which Hugo
copies. Hugo does not read tables, check them, or mark Chinese within other text.
"""

import html
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import msgspec

from generator.cgt.downloads import json_head
from generator.engine.addresses import json_path
from generator.engine.pages import NOT_FOUND, Page
from generator.engine.plans import Plan
from generator.places import SITE_MARKER

HERE = Path(__file__).parent
TITLE = re.compile(r"<title>(.*?)</title>")
DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">')


def write_site(plan: Plan, site: Path, folder: Path) -> None:
    """Write the sources of a Hugo site that has the pages and files of a site built by the plan."""
    shutil.copytree(HERE / "hugo_site", folder)
    own = {NOT_FOUND, SITE_MARKER}  # what Hugo does not copy
    head = json_head(plan.catalogue, plan.templates.text)
    pages = [
        (one, page, one.language.root + page.path[1:])
        for one in (plan, *plan.others)
        for page in one.pages
    ]
    sections = {path.rstrip("/").rpartition("/")[0] + "/" for _, _, path in pages}
    for one, page, path in pages:
        place = one.language.root[1:] + page.file
        own.add(place)
        if page.file == NOT_FOUND:
            continue
        facts = page_facts(one, page, (site / place).read_text("utf-8"))
        file = json_path(path)[1:]
        if page.record is not None and (site / file).is_file():
            own.add(file)
            told = json.loads((site / file).read_bytes())
            more = {key: value for key, value in told.items() if key not in head}
            checks = {check["endpoint"]: check for check in told.get("self_checks", ())}
            facts |= {"own": more, "checks": checks, "outputs": ["html", "json"]}
        name = f"{path}_index.md" if path in sections else f"{path.rstrip('/')}.md"
        write(folder / f"content{name}", f"{json.dumps(facts, ensure_ascii=False)}\n")
    for file, content in hugo_data(plan).items():
        write(folder / "data" / file, json.dumps(content, default=str))
    for id, files in plan.drawings.items():
        for name in ("wide", "narrow"):
            write(folder / f"drawings/{id}-{name}.svg", files[f"{name}.svg"].decode())
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in own:
            (folder / "static" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / "static" / name)


def write(file: Path, text: str) -> None:
    """Write a file, and its folder if need be."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def page_facts(plan: Plan, page: Page, drawn: str) -> dict[str, Any]:
    """What the page is made of; `drawn` is ours."""
    title, description = (
        html.unescape(found[1]) if (found := pattern.search(drawn)) else ""
        for pattern in (TITLE, DESCRIPTION)
    )
    facts = {
        "title": title.removesuffix(f" · {plan.catalogue.settings.title}"),
        "description": description,
        "crumbs": [{"label": plan.renderer.page_name(to), "path": to} for to in page.crumbs],
    }
    return {**facts, "layout": "rest", "blocks": blocks(drawn, page.path)}


def hugo_data(plan: Plan) -> dict[str, Any]:
    """What every page may show, as Hugo's data files."""
    catalogue, site = plan.catalogue, plan.renderer.site
    return {
        "site.json": {
            **msgspec.to_builtins(catalogue.settings),
            "edition_name": site.edition_name,
            "article_title": site.article.title,
        },
        "head.json": json_head(catalogue, plan.templates.text),
        "navigation.json": [{"label": name, "path": path} for name, path in site.navigation],
    }


def blocks(drawn: str, path: str) -> list[dict[str, Any]]:
    """What a page of ours shows, as headings, paragraphs and rows of cells with their links."""
    reader = Blocks(path)
    reader.feed(
        CRUMBS.sub("", drawn.partition("<main")[2].partition(">")[2].partition("</main>")[0])
    )
    return [block for block in reader.found if any(block.values())]


CRUMBS = re.compile(r'<nav class="crumbs".*?</nav>', re.DOTALL)
SKIPPED = ("svg", "form", "thead")


class Blocks(HTMLParser):
    """Reads <main> of the page at `path`: `found` are its blocks in order."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.found: list[dict[str, Any]] = []
        self.skip = 0
        self.runs: list[dict[str, str]] = []
        self.href, self.look = "", [""]

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        self.skip += tag in SKIPPED
        if self.skip:
            return
        if tag == "div" and "data-name" in facts:
            self.found.append({"drawing": facts["data-name"]})
        elif tag in ("h1", "h2", "h3", "h4"):
            self._begin({"heading": int(tag[1]), "id": facts.get("id", "")})
        elif tag == "p" and not self._in_row():
            self._begin({"class": facts.get("class", "")})
        elif tag in ("tr", "li", "dt"):
            row = {"id": facts.get("id", ""), "cells": []}
            if not (self.found and "rows" in self.found[-1]):
                self.found.append({"rows": []})
            self.found[-1]["rows"].append(row)
            if tag != "tr":
                self._cell(facts)
        elif tag in ("td", "th", "dd") and self.found and self.found[-1].get("rows"):
            self._cell(facts)
        elif tag == "a":
            self.href, self.look = self._root(facts.get("href", "")), [facts.get("class", "")]
        elif tag in ("span", "small", "b"):
            self.look.append(facts.get("class", ""))

    def handle_endtag(self, tag: str) -> None:
        self.skip -= tag in SKIPPED
        if tag == "a":
            self.href, self.look = "", [""]
        if tag in ("span", "small", "b") and len(self.look) > 1:
            self.look.pop()
        if tag in ("h1", "h2", "h3", "h4", "p", "table", "ul", "ol", "section"):
            self.runs = []

    def handle_data(self, data: str) -> None:
        if not self.skip and data.strip():
            run = {"text": data, "href": self.href, "class": self.look[-1]}
            self.runs.append({name: value for name, value in run.items() if value})

    def _begin(self, block: dict[str, Any]) -> None:
        self.runs = []
        self.found.append({**block, "runs": self.runs})

    def _cell(self, facts: Mapping[str, str]) -> None:
        self.runs = []
        cell = {"label": facts.get("data-label", ""), "class": facts.get("class", "")}
        self.found[-1]["rows"][-1]["cells"].append({**cell, "runs": self.runs})

    def _in_row(self) -> bool:
        return bool(self.found and self.found[-1].get("rows"))

    def _root(self, href: str) -> str:
        """Ours are relative by now; Hugo makes them so itself."""
        return href if href.startswith("#") else urljoin(self.path, href)
