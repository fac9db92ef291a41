"""A page as HTML text: the only module that knows Jinja."""

import base64
import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from .abbreviations import explainer
from .catalogues import Catalogue
from .citations import MEDIA, citation, paper, texts, whole
from .corrections import report, row_link
from .engine.dates import format_date, month_name
from .engine.html import escape_quotes, links_below, mark_han, relative_links, render_markdown
from .metadata import metadata
from .pages import NAVIGATION, Page
from .pages.comparisons import CHOICE
from .pages.parts import LONG
from .records import gloss

COMMENT = re.compile(r"^//.*\n", re.MULTILINE)


class Loader(FileSystemLoader):
    """Templates of a folder; one that is not there is a file that is not there."""

    def get_source(self, environment: Environment, template: str) -> Any:
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:
            place = Path(self.searchpath[0], template)
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(place)) from None


class Compiled(FileSystemBytecodeCache):
    """Compiled templates in a folder; where none can be kept, it only takes longer."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def renderer(
    templates: Path,
    catalogue: Catalogue,
    drawings: Mapping[str, Mapping[str, bytes]],
    site_url: str | None = None,
    compiled: Path | None = None,
) -> Callable[[Page], str]:
    """A function from a page to its HTML.

    `drawings` are the drawn files of each figure by its id; `site_url`, https://host/path/, adds
    absolute addresses. `compiled` is a folder in which compiled templates are kept.
    """
    if compiled:
        with contextlib.suppress(OSError):
            compiled.mkdir(parents=True, exist_ok=True)
    env = Environment(
        loader=Loader(templates),
        auto_reload=False,  # each build has a renderer of its own
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=Compiled(str(compiled)) if compiled else None,
    )
    missing = catalogue.terms["missing"]
    # The one script within pages, which the policy of base.html allows by its hash.
    first = COMMENT.sub("", (templates / "parts/first.js").read_text("utf-8")).strip()
    digest = base64.b64encode(hashlib.sha256(first.encode()).digest()).decode()

    def published(text: str) -> Markup:
        """A value with its digits as printed, or the word for why there is none."""
        if text == "NA":
            return Markup('<abbr class="missing" title="{}">NA</abbr>').format(missing["na"].label)
        if text in missing:
            return Markup('<span class="missing">{}</span>').format(missing[text].label)
        return mark_han(text)

    @cache
    def drawing(id: str, name: str) -> Markup:
        """A drawn figure, our own SVG."""
        return escape_quotes(drawings[id][name].decode())

    env.filters |= {
        "across": across,
        "date": partial(format_date, space="\u00a0"),
        "gloss": gloss,
        "han": mark_han,
        "markdown": render_markdown,
        "month": month_name,
        "published": published,
    }
    wholes = {"catalogue": whole(catalogue), "paper": paper(catalogue)}
    env.globals |= {
        "article": catalogue.sources[catalogue.edition.article],
        "cited": lambda about: texts(citation(catalogue, about), site_url),
        "cited_whole": lambda name: texts(wholes[name], site_url),
        "drawing": drawing,
        "edition": catalogue.edition,
        "edition_name": catalogue.edition_name,
        "first": Markup(first),  # our own script
        "first_hash": f"sha256-{digest}",
        "forms": {ending: name for ending, (_, name) in MEDIA.items()},
        "history_of": lambda path: catalogue.ledger.histories.get(path, ()),
        "comparing": len(catalogue.products) <= CHOICE,
        "long": LONG,
        "navigation": NAVIGATION,
        "report": lambda title, path: report(catalogue, title, path),
        "row_of": lambda id: row_link(catalogue, id),
        "site_url": site_url,
    }

    explained = explainer(catalogue.glossary)

    def render(page: Page) -> str:
        html = env.get_template(f"pages/{page.template}.html").render(
            page=page,
            canonical=site_url and site_url + page.path[1:],
            head=site_url and metadata(catalogue, page, site_url),
            **page.context,
            **page.more(),
        )
        if not page.path.startswith("/glossary/"):
            html = explained(html)
        if page.file == "404.html":  # served at any depth, so it alone names the base path
            base = urlsplit(site_url).path if site_url else "/"
            return links_below(html, base)
        return relative_links(html, page.path)

    return render


@lru_cache(10_000)
def across(percent: float) -> str:
    """Where a share stands on the scale that results are drawn on, with two units beside it."""
    return f"{percent + 2:.2f}"
