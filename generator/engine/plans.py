"""The site of a catalogue as a plan: its pages, and jobs that each make some of its files."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from rcssmin import cssmin

from . import cache
from .addresses import address, find_broken_redirects, fragments
from .cache import entry_name, hash_code
from .catalogues import Catalogue
from .definitions import Definition, Job
from .drawings import card_png, card_svg, draw, drawing_code, drawing_name
from .figures import COLOURS, Figure, words_of
from .filters import value_filters
from .formats import zip_bytes
from .html import render_markdown
from .moved import TEMPLATES, all_pages
from .pages import NOT_FOUND, Page, Renderer, Site
from .problems import DataProblems, Problem, suggestion
from .schema import Schema
from .tables import Row, hash_of_tables
from .templates import Templates
from .workers import parallel_map

BATCH = 25  # pages that a worker draws at a time
WORKBOOK_CODE = ("forms.py", "forms.txt", "reading.py", "schema.py", "columns.py")


class Plan:
    """The files of a site: `jobs`, each on its own, and `last_files`, made from all the others.

    `data` is the name of the data folder, for messages; `cached` and `compiled` are folders for
    what is slow to make. Raises what `planned_pages` raises.
    """

    def __init__(
        self,
        definition: Definition,
        catalogue: Any,
        data: str,
        site_url: str | None = None,
        *,
        cached: Path,
        compiled: Path | None = None,
        workers: int | None = None,
    ) -> None:
        self.definition, self.catalogue, self.data = definition, catalogue, data
        self.site_url, self.cached = site_url, cached
        self.pages = planned_pages(definition, catalogue, data)
        self.drawings: dict[str, Mapping[str, bytes]] = {}
        self.figures = definition.figures(catalogue)
        self.templates = Templates(definition.templates, compiled)
        text = self.templates.text
        self.templates.add_filters(value_filters(catalogue, text, self.figures, self.drawings))
        self.templates.add_filters(definition.filters(catalogue, site_url, text))
        self.drawing_code = drawing_code(definition.chart_modules)
        self.drawings |= self._drawn(workers)
        self.renderer = self._renderer()
        self.links: set[str] = set()  # the addresses of pages that are linked to, once drawn

    @property
    def navigation(self) -> list[tuple[str, str]]:
        """What the head of every page leads to: names and addresses."""
        return list(self.renderer.site.navigation)

    def jobs(self) -> list[Job]:
        """Jobs in any order; the longest come first."""
        batches = [self.pages[i : i + BATCH] for i in range(0, len(self.pages), BATCH)]
        return [
            self._workbook(),
            *self.definition.downloads(self),
            *(self._drawn_pages(pages) for pages in batches),
            *static_files(self.definition.static),
        ]

    def last_files(self, files: Mapping[str, bytes]) -> Job:
        """What is made from the files so far; each is to be added to them before the next."""
        yield from self.definition.archives(self, files)
        gone = {page.file for page in self.pages if page.template in TEMPLATES}
        existing = [address(file) for file in files if file not in gone]
        existing += fragments(self.catalogue)
        if problems := list(find_broken_redirects(self.catalogue, existing, self.data)):
            raise DataProblems(problems)
        yield from self.definition.moved_files(self, files)
        if self.site_url:
            yield "site.zip", zip_bytes((name, files[name]) for name in sorted(files))

    def unlinked(self, linked: set[str]) -> list[str]:
        """The addresses of pages that no page links to; `linked` are those that are linked to."""
        return [
            page.path
            for page in self.pages
            if page.path not in linked and page.template not in TEMPLATES
            and page.file != NOT_FOUND and page.part == 1
        ]  # fmt: skip

    def files(self) -> dict[str, bytes]:
        """Every file of the site by its name, in memory."""
        files = {name: content for job in self.jobs() for name, content in job}
        files.update(self.last_files(files))
        return files

    def _renderer(self) -> Renderer:
        definition, catalogue = self.definition, self.catalogue
        site = Site(
            settings=catalogue.settings,
            edition_name=catalogue.edition_name,
            url=self.site_url,
            article=definition.article(catalogue),
        )
        head = None
        if definition.head:
            head = partial(definition.head, catalogue, self.templates.text)
        return Renderer(
            self.templates,
            site,
            self.pages,
            navigation=[kind.path for kind in definition.kinds if kind.navigation],
            head=head,
            glossary=definition.glossary(catalogue),
        )

    def _drawn(self, workers: int | None) -> dict[str, Mapping[str, bytes]]:
        """The drawn files of each figure by its id, from the cache or else drawn by workers.

        By workers even if it is one: what draws has threads, and with threads no process can fork.
        """
        code = self.drawing_code
        text, colours = self.templates.text, self.definition.colours or COLOURS
        inputs = {
            name: (words_of(one, text), self.definition.source_line(self.catalogue, one, text))
            for name, one in self.figures.items()
        }
        names = {name: drawing_name(one, *inputs[name], code) for name, one in self.figures.items()}

        def drawn(figure: Figure) -> cache.Files:
            make = partial(draw, figure, *inputs[figure.id], colours)
            return cache.get_or_make(self.cached, names[figure.id], make)

        files = {name: cache.get(self.cached, names[name]) for name in self.figures}
        missing = [self.figures[name] for name, own in files.items() if own is None]
        made = parallel_map(drawn, missing, 1, workers)
        files |= zip((figure.id for figure in missing), made, strict=True)
        return {name: own or {} for name, own in files.items()}

    def _drawn_pages(self, pages: Iterable[Page]) -> Job:
        """Pages and, on a site that has an address, the picture of each."""
        text, settings = self.templates.text, self.catalogue.settings
        for page in pages:
            drawn = self.renderer.render(page)
            self.links |= drawn.links
            yield page.file, drawn.html.encode()
            if self.site_url and page.file != NOT_FOUND:
                foot = text("texts/pages.txt", "card", settings=settings)
                svg = card_svg(drawn.title, drawn.description, settings.title, foot)
                name = entry_name("card", svg, self.drawing_code)
                files = cache.get_or_make(self.cached, name, partial(_card, svg))
                yield f"{page.path}card.png".lstrip("/"), files["card.png"]

    def _workbook(self) -> Job:
        """The workbook of all tables."""
        schema, rows = self.catalogue.schema, self.catalogue.rows
        here = Path(__file__).parent
        code = hash_code([here / name for name in WORKBOOK_CODE], ["XlsxWriter"])
        columns = [one for table in schema.tables.values() for one in table.columns.values()]
        words = [(one.label, one.description, one.example) for one in columns]
        name = entry_name("tables", hash_of_tables(schema, rows), words, code)
        files = cache.get_or_make(self.cached, name, partial(_workbook_file, schema, rows))
        yield "data/catalogue.xlsx", files["tables.xlsx"]


def _workbook_file(schema: Schema, rows: Mapping[str, Sequence[Row]]) -> cache.Files:
    from .forms import tables_workbook  # XlsxWriter only where a workbook is made

    return {"tables.xlsx": tables_workbook(schema, rows)}


def planned_pages(definition: Definition, catalogue: Any, data: str) -> list[Page]:
    """Every page; raises DataProblems if an earlier one is gone, or a note links to none.

    `data` is the name of the data folder, for messages.
    """
    pages = all_pages(definition.kinds, catalogue)
    paths = [page.path for page in pages if page.template not in TEMPLATES]
    paths += fragments(catalogue)
    broken = find_broken_redirects(catalogue, paths, data, files=False)
    if problems := [*broken, *broken_note_links(catalogue, pages, data)]:
        raise DataProblems(problems)
    return pages


def _card(svg: str) -> cache.Files:
    return {"card.png": card_png(svg)}


def static_files(folder: Path | None) -> Iterator[Job]:
    """Stylesheet, scripts, icon."""
    if folder is None:
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".css":
                content = cssmin(content.decode()).encode()
            yield [(f"static/{path.relative_to(folder).as_posix()}", content)]


def broken_note_links(catalogue: Catalogue, pages: Iterable[Page], data: str) -> Iterator[Problem]:
    """Links of notes within the site that lead to no page; `data` is the name of the folder.

    Files and parts of pages are not looked for.
    """
    paths = {page.path for page in pages}
    for name, table in catalogue.schema.tables.items():
        for record in catalogue.records[name] if "note" in table.fields else ():
            home = record.path.partition("#")[0]
            for link in _links(record.note):
                path = urlsplit(urljoin(home, link)).path
                elsewhere = urlsplit(link).scheme or "." in path.rpartition("/")[2]
                if not elsewhere and path not in paths:
                    reason = f"links to {link}, where no page is{suggestion(path, paths)}"
                    yield Problem(f"{data}/notes/{record.id}.md", reason)


def _links(note: str) -> list[str]:
    """Where the links of a note lead, as they are written."""
    if "](" not in note and "]:" not in note:  # it takes a while to read Markdown
        return []
    return [html.unescape(link) for link in re.findall(r'href="([^"]*)"', render_markdown(note))]
