"""A page as HTML text: the only module that knows Jinja, Markdown and relative links."""

import base64
import contextlib
import datetime as dt
import errno
import hashlib
import os
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nh3
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from .abbreviations import explainer
from .catalogues import Catalogue
from .citations import MEDIA, citation, paper, texts, whole
from .corrections import report, row_link
from .metadata import metadata
from .pages import NAVIGATION, Page
from .pages.comparisons import CHOICE
from .pages.parts import LONG
from .records import gloss

HAN = re.compile(
    r"[《〈（【]*[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]"
    r"[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\w·、。（）-]*[）】》〉]*"
)
TAG = re.compile(r'(<[a-z/!][^>"]*(?:"[^"]*"[^>"]*)*>)', re.IGNORECASE)
LINKS = [f' {start}' for start in ('href="', 'src="', 'action="', 'data-src="', 'data-root="',
                                   'content="0; url=')]  # fmt: skip
COMMENT = re.compile(r"^//.*\n", re.MULTILINE)
TAGS = {
    *("p", "a", "em", "strong", "code", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "hr"),
    *("h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "sub", "sup", "abbr", "br"),
}
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "th": {"scope"}, "ol": {"start"}}


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
        return han(text)

    @cache
    def drawing(id: str, name: str) -> Markup:
        """A drawn figure, our own SVG."""
        return quoted(drawings[id][name].decode())

    env.filters |= {
        "across": across,
        "date": date,
        "gloss": gloss,
        "han": han,
        "markdown": markdown,
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
            for link in LINKS:
                html = html.replace(f"{link}/", link + base)
            return html
        return relative(html, page.path)

    return render


def relative(html: str, path: str) -> str:
    """The same HTML with every root-relative link made relative to that path.

    All quotation marks of the HTML must be those of attributes: `quoted` sees to it.
    """
    here = path[1 : path.rfind("/") + 1]
    ways = [(f"{path[1:]}#", "#"), (f'{here}"', './"'), (here, "")]
    while here:
        here = here[: here[:-1].rfind("/") + 1]
        ways.append((here, f"../{ways[-1][1]}"))
    for link in LINKS:
        out = html.split(f"{link}/")
        for i, there in enumerate(out[1:], 1):
            for start, way in ways:
                if there.startswith(start):
                    out[i] = way + there[len(start) :]
                    break
        html = link.join(out)
    return html


def quoted(html: str) -> Markup:
    """The HTML with quotation marks in attributes only: text that looks like a link is none."""
    between = TAG.split(html)
    return Markup("".join(
        part if i % 2 else part.replace('"', "&#34;") for i, part in enumerate(between)
    ))  # fmt: skip


@cache
def date(day: dt.date | str) -> str:
    """22 June 2021, or as much of it as is known, with the day kept beside its month."""
    if isinstance(day, str):
        parts = [int(part) for part in day.split("-")] if day[:1].isdigit() else []
        if not parts:
            return day
        if len(parts) < 3:
            first = dt.date(*parts, *[1] * (3 - len(parts)))
            return f"{first:%B %Y}" if len(parts) == 2 else f"{first.year}"
        day = dt.date(*parts)
    return f"{day.day}\u00a0{day:%B} {day.year}"


@lru_cache(10_000)
def across(percent: float) -> str:
    """Where a share stands on the scale that results are drawn on, with two units beside it."""
    return f"{percent + 2:.2f}"


@lru_cache(20_000)
def han(text: object) -> Markup:
    """Text with every run of Chinese marked as such, for fonts and for screen readers."""
    out, end, string = Markup(), 0, str(text)
    if string.isascii():
        return escape(string)
    for run in HAN.finditer(string):
        out += escape(string[end : run.start()])
        out += Markup('<span lang="zh-Hans">{}</span>').format(run[0])
        end = run.end()
    return out + escape(string[end:])


def _named(_: str, attribute: str, value: str) -> str | None:
    """The value of an attribute; none for a link that does not name the host it leads to."""
    read = re.sub(r"[\t\n\r]", "", value.strip())  # as browsers do
    return None if attribute == "href" and re.match(r"[/\\]{2}", read) else value


@cache
def markdown(text: str) -> Markup:
    """Markdown as HTML in which nothing can run; raw HTML is shown as text."""
    import markdown as library
    from markdown.extensions import Extension
    from markdown.treeprocessors import Treeprocessor

    class Headings(Treeprocessor):
        """Pages have their own h1 and h2, and no pictures."""

        def run(self, root: ElementTree.Element) -> None:
            for element in root.iter():
                if element.tag == "img":  # its words stay
                    element.tag, element.text = "span", element.get("alt")
                if element.tag in ("h1", "h2"):
                    element.tag = "h3"
                if element.tag == "th":
                    element.set("scope", "col")

    class Notes(Extension):
        def extendMarkdown(self, md: library.Markdown) -> None:
            md.preprocessors.deregister("html_block")
            md.inlinePatterns.deregister("html")
            md.treeprocessors.register(Headings(md), "headings", 1)

    html = library.Markdown(extensions=["tables", "sane_lists", Notes()]).convert(text)
    return quoted(  # nh3 has cleaned it
        nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "http", "mailto"},
                  attribute_filter=_named, link_rel=None)
    )  # fmt: skip
