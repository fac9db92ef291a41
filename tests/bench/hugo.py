"""The same pages as a site of Hugo: a content file for each page, templates that do the same work.

Pages of products and guidelines, nearly all of a large site, have templates of their own in
hugo_site/, which loop over approvals, endpoints, statements and receipts. Everything else goes
through one template that loops over the rows, cells and links of our page. What is related to what,
and every self-check, is worked out here and handed to Hugo for nothing; so are other files, which
Hugo copies. Hugo does not read tables, check them, or mark Chinese within other text.
"""

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from generator.catalogues import Catalogue
from generator.checks import load
from generator.downloads import all_downloads
from generator.evidence import self_checks
from generator.figures import all_figures
from generator.pages import NAVIGATION, Page, all_pages
from generator.render import renderer
from generator.tables import read_notes

from generator.build import static_files, workbooks

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
Drawings = Mapping[str, Mapping[str, bytes]]
RECORD = re.compile(r"api/v1/(products|guidelines)/.*")  # Hugo writes these itself


def write_site(data: Path, folder: Path, drawings: Drawings) -> None:
    """Write the sources of a Hugo site that has the pages and files of the site of `data`."""
    catalogue = load(data)
    figures = all_figures(catalogue)
    pages = all_pages(catalogue, figures)
    render = renderer(ROOT / "templates", catalogue, drawings)
    notes = read_notes(data)[0]
    checks = {
        id: {"reproduces": check.reproduces, "outcome": check.short, "n": check.n}
        for id, check in self_checks(catalogue).items()
    }
    shutil.copytree(HERE / "hugo_site", folder)
    sections = {page.path.rstrip("/").rpartition("/")[0] + "/" for page in pages}
    for page in pages:
        if page.path == "/404.html":
            continue
        facts = {"title": page.title, "description": page.description}
        facts["crumbs"] = [{"label": label, "path": path} for label, path in page.crumbs]
        if page.template in ("product", "guideline"):
            facts |= record_facts(catalogue, page, checks)
        else:
            facts |= {"layout": "rest", "blocks": blocks(render(page), page.path)}
            if page.context.get("receipts"):
                facts |= record_of(page.context["value"].record, page)
        name = f"{page.path}_index.md" if page.path in sections else f"{page.path.rstrip('/')}.md"
        file = folder / "content" / name.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        note = notes.get(file.stem, "")
        file.write_text(f"{json.dumps(facts, ensure_ascii=False)}\n\n{note}\n", encoding="utf-8")
    for file, content in hugo_data(catalogue).items():
        (folder / "data").mkdir(exist_ok=True)
        (folder / "data" / file).write_text(json.dumps(content), encoding="utf-8")
    jobs = all_downloads(catalogue, pages, figures, drawings, None)
    for path, content in chain(*jobs, workbooks(catalogue), static_files(ROOT / "static")):
        if not RECORD.fullmatch(path):
            (folder / "static" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "static" / path).write_bytes(content)
    (folder / "drawings").mkdir()
    for id, files in drawings.items():
        for name in ("wide", "narrow"):
            (folder / f"drawings/{id}-{name}.svg").write_bytes(files[f"{name}.svg"])


def record_facts(catalogue: Catalogue, page: Page, checks: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of a product or guideline is made of."""
    context = page.more()
    record = context[page.template]
    shown = product_shown if page.template == "product" else guideline_shown
    ends = [end.id for a in getattr(record, "approvals", ()) for end in a.endpoints]
    return record_of(record, page) | {
        "layout": page.template,
        "shown": shown(catalogue, context),
        "checks": {id: checks[id] for id in ends if id in checks},
    }


def record_of(record: Any, page: Page) -> dict[str, Any]:
    """A record and its receipts, for its page and for its JSON."""
    receipts = {**page.context, **page.more()}["receipts"]
    return {
        "record": record.model_dump(mode="json"),
        "receipts": [asdict(receipt) for receipt in receipts],
        "outputs": ["html", "json"],
    }


def product_shown(catalogue: Catalogue, context: Mapping[str, Any]) -> dict[str, Any]:
    """What else the page of a product shows."""
    return {
        "group": context["group"],
        "siblings": [{"id": p.id, "name": p.name} for p in context["siblings"]],
        "sentences": context["clock"].sentences,
        "clock": [
            {"id": g.id, "year": g.year, "title": g.title, "subject": g.subject, "standings": when}
            for g, when in context["clock"].rows
        ],
        "context": [
            {
                "heading": heading,
                "results": [
                    {
                        "product": p.id, "name": p.name, "after": a.suffix, "end": a.suffix_of(end),
                        "time": catalogue.time_of(end).removeprefix(", "), "value": end.value,
                        "lower": end.lower, "upper": end.upper, "subjects": a.subjects,
                    }
                    for p, a, end in results
                ],
            }
            for heading, results in context["context"]
        ],
    }  # fmt: skip


def guideline_shown(catalogue: Catalogue, context: Mapping[str, Any]) -> dict[str, Any]:
    """What else the page of a guideline shows."""
    own = context["guideline"]
    return {
        "group": catalogue.groups[own.scopes[0].modality],
        "siblings": [{"id": g.id, "year": g.year, "title": g.title} for g in context["siblings"]],
        "same": [{"id": g.id, "year": g.year, "title": g.title} for g in context["same_modality"]],
        "years": [
            {
                "year": year,
                "issued": sorted((g.id == own.id for g in issued), reverse=True)[:12],
                "approved": [a.conditional for a in approved[:12]],
                "issues": len(issued),
                "approvals": len(approved),
            }
            for year, issued, approved in context["years"]
        ],
        "approvals": [
            {"product": p.id, "name": p.name, "type": p.type, "after": a.suffix, "when": when,
             "approved": a.approved.isoformat()}
            for p, a, when in context["approvals"]
        ],
    }  # fmt: skip


def hugo_data(catalogue: Catalogue) -> dict[str, Any]:
    """What every page may show, as Hugo's data files."""
    return {
        "edition.json": {
            **catalogue.edition.model_dump(mode="json"),
            "article_title": catalogue.sources[catalogue.edition.article].title,
        },
        "missing.json": {id: term.meaning for id, term in catalogue.terms["missing"].items()},
        "navigation.json": [{"label": label, "path": path} for label, path in NAVIGATION],
        "terms.json": {
            list: {id: {"label": term.label} for id, term in terms.items()}
            for list, terms in catalogue.terms.items()
        },
    }


def blocks(html: str, path: str) -> list[dict[str, Any]]:
    """What a page of ours shows, as headings, paragraphs and rows of cells with their links."""
    reader = Blocks(path)
    reader.feed(
        CRUMBS.sub("", html.partition("<main")[2].partition(">")[2].partition("</main>")[0])
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
