"""The site of a catalogue as a plan: its pages, and jobs that each make some of its files."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from . import cache
from .addresses import address, address_problems, broken_note_links, fragments
from .cache import entry_name, hash_code
from .citations import edition_name
from .definitions import Definition, Job, site_languages
from .drawings import draw, drawing_code, drawing_name
from .figures import Figure, words_of
from .files import script_words, static_files, zip_bytes
from .filters import value_filters
from .languages import Language
from .moved import GONE_TEMPLATES, all_pages
from .pages import NOT_FOUND, Page
from .pictures import card_files, card_svg
from .problems import DataProblems
from .renderers import Renderer, Site
from .tables import hash_of_tables
from .templates import Templates
from .workers import Progress, parallel_map, quietly

WORDS = "words.js"  # what scripts say in another language
WORKBOOK_WORDS = ("label", "description", "example", "kind", "words", "many")  # of a column
BATCH = 25  # pages that a worker draws at a time


class Plan:
    """The files of a site: `jobs`, each on its own, and `last_files`, made from all the others.

    `data` is the name of the data folder, for messages; `cached` and `compiled` are folders for
    what is slow to make. Pages in other languages are plans of their own, `others`, whose `main` is
    this one. `draw_figures` comes before `jobs`. Raises what `planned_pages` raises.
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
        main: "Plan | None" = None,
    ) -> None:
        self.definition, self.catalogue, self.data = definition, catalogue, data
        self.language: Language = catalogue.language
        self.site_url, self.cached, self.compiled, self.main = site_url, cached, compiled, main
        parts = {page.path: page.parts for page in main.pages} if main else None
        self.pages: list[Page] = planned_pages(definition, catalogue, data, parts)
        self.gone = {page.path for page in self.pages if page.template in GONE_TEMPLATES}
        self.drawings: dict[str, Mapping[str, bytes]] = {}
        self.figures = definition.figures(catalogue)
        self.templates = Templates(definition.templates, compiled, self.language)
        text = self.templates.text
        self.templates.add_filters(value_filters(catalogue, text, self.figures, self.drawings))
        self.templates.add_filters(definition.filters(catalogue, site_url, text))
        self.drawing_code = drawing_code(definition.chart_modules)
        others = [] if main else site_languages(definition, catalogue.settings, cached)
        self.languages: list[Language] = main.languages if main else [self.language, *others]
        self.renderer = self._renderer()
        self.links: set[str] = set()  # addresses that rendered pages link to; see build.write

    @cached_property
    def others(self) -> list["Plan"]:
        """The plans of its pages in other languages; a plan in one of these has none."""
        return [
            Plan(
                self.definition, self.catalogue.in_language(one), self.data, self.site_url,
                cached=self.cached, compiled=self.compiled, main=self,
            )
            for one in self.languages[1:] if not self.main
        ]  # fmt: skip

    def jobs(self) -> list[Job]:
        """Jobs in any order: the longest first, those in other languages last.

        Workers take them from both ends, so that each keeps to one language as long as it can, and
        they meet at short ones.
        """
        return [
            self._workbook(),
            *self.definition.downloads(self),
            *self.page_jobs(),
            *static_files(self.definition.static),
            *(job for plan in self.others for job in plan.page_jobs()),
        ]

    def page_jobs(self) -> list[Job]:
        """Jobs that make the pages in the language of the plan, and what is beside them."""
        own = [
            self._drawn_pages(self.pages[i : i + BATCH]) for i in range(0, len(self.pages), BATCH)
        ]
        if self.language.code:
            own += self.definition.translated(self)
            own.append([(WORDS, script_words(self.definition.static, self.language))])
        folder = self.language.root[1:]
        return [((folder + name, content) for name, content in job) for job in own]

    def last_files(self, files: Mapping[str, bytes]) -> Job:
        """What is made from the files so far; each is to be added to them before the next."""
        yield from self.definition.archives(self, files)
        existing = [one for file in files if (one := address(file)) not in self.gone]
        existing += fragments(self.catalogue)
        if problems := list(address_problems(self.catalogue, existing, self.data)):
            raise DataProblems(problems)
        yield from self.definition.moved_files(self, files)
        if self.site_url:
            yield "site.zip", zip_bytes((name, files[name]) for name in sorted(files))

    def unlinked(self, linked: set[str]) -> list[str]:
        """The addresses of pages that no page links to; `linked` are those that are linked to."""
        own = [page for page in self.pages if page.part == 1 and page.file != NOT_FOUND]
        return [page.path for page in own if page.path not in linked | self.gone]

    def files(self) -> dict[str, bytes]:
        """Every file of the site by its name, in memory."""
        draw_figures([self, *self.others])
        files = {name: content for job in self.jobs() for name, content in job}
        for name, content in self.last_files(files):  # which are made from those before them
            files[name] = content
        return files

    def _renderer(self) -> Renderer:
        definition, catalogue = self.definition, self.catalogue
        site = Site(
            settings=catalogue.settings,
            edition_name=edition_name(catalogue, self.templates.text),
            root=self.site_url,
            article=definition.article(catalogue),
            language=self.language,
            languages=self.languages,
        )
        return Renderer(
            self.templates,
            site,
            self.pages,
            navigation=[kind.path for kind in definition.kinds if kind.navigation],
            head=partial(definition.head, catalogue, self.site_url, self.templates.text),
            glossary=definition.glossary(catalogue),
            is_translated=self._is_translated,
        )

    def _is_translated(self, name: str) -> bool:
        """Whether there is a file of that name, which is no page, in the language of the plan.

        What answers at an address that is gone is in the main language alone.
        """
        if name == WORDS:
            return True
        folder = f"/{name.rpartition('/')[0]}/"
        return self.definition.is_translated(name) and folder not in self.gone

    def figures_to_draw(self) -> Iterator[tuple[Figure, str, Callable[[], cache.Files]]]:
        """Each figure, the name of its files in the cache, and what makes them."""
        text, colours = self.templates.text, self.definition.colours
        for figure in self.figures.values():
            words = words_of(figure, text)
            source = self.definition.source_line(self.catalogue, figure, text)
            name = drawing_name(figure, words, source, self.drawing_code, self.language)
            yield figure, name, partial(draw, figure, words, source, colours, self.language)

    def _drawn_pages(self, pages: Iterable[Page]) -> Job:
        """Pages, what is beside each, and on a site that has an address its picture."""
        text, site = self.templates.text, self.renderer.site
        for page in pages:
            drawn = self.renderer.render(page)
            self.links |= drawn.links
            yield page.file, drawn.html.encode()
            yield from self.definition.beside(self, page, drawn.values)
            if self.site_url and page.file != NOT_FOUND:
                foot = text("texts/pages.txt", "card", site=site)
                title = site.settings.title
                svg = card_svg(drawn.title, drawn.description, title, foot, self.language)
                name = entry_name("card", svg, self.drawing_code)
                files = cache.get_or_make(self.cached, name, partial(card_files, svg))
                yield f"{page.path}card.png".lstrip("/"), files["card.png"]

    def _workbook(self) -> Job:
        """The workbook of all tables."""
        schema, rows = self.catalogue.schema, self.catalogue.rows
        here = Path(__file__).parent
        code = hash_code([*sorted(here.glob("*.py")), here / "exports.txt"], ["XlsxWriter"])
        words = [
            (table.description, name, *operator.attrgetter(*WORKBOOK_WORDS)(column))
            for table in schema.tables.values() for name, column in table.columns.items()
        ]  # fmt: skip
        name = entry_name("tables", hash_of_tables(schema, rows), words, code)

        def make() -> cache.Files:
            from .exports import tables_workbook  # XlsxWriter only where a workbook is made

            return {"tables.xlsx": tables_workbook(schema, rows)}

        yield "data/catalogue.xlsx", cache.get_or_make(self.cached, name, make)["tables.xlsx"]


def draw_figures(
    plans: Sequence[Plan], workers: int | None = None, progress: Progress = quietly
) -> None:
    """Give each plan that has none the files of its figures: from the cache, or drawn by workers.

    By workers even if it is one: what draws has threads, and with threads no process can fork.
    """
    missing: list[tuple[Plan, Figure, str, Callable[[], cache.Files]]] = []
    for plan in plans:
        for figure, name, make in () if plan.drawings else plan.figures_to_draw():
            if (files := cache.get(plan.cached, name)) is None:
                missing.append((plan, figure, name, make))
            else:
                plan.drawings[figure.id] = files

    def drawn(index: int) -> tuple[int, cache.Files]:
        plan, _, name, make = missing[index]
        return index, cache.get_or_make(plan.cached, name, make)

    done = parallel_map(drawn, range(len(missing)), 1, workers)
    for index, files in progress(done, len(missing), "figures"):
        plan, figure, *_ = missing[index]
        plan.drawings[figure.id] = files


def planned_pages(
    definition: Definition, catalogue: Any, data: str, part_counts: Mapping[str, int] | None = None
) -> list[Page]:
    """Every page; raises DataProblems if an earlier one is gone, or a note links to none.

    `data` is the name of the data folder, for messages; `part_counts` are as in `pages_of`.
    """
    pages = all_pages(definition.kinds, catalogue, part_counts)
    paths = [page.path for page in pages if page.template not in GONE_TEMPLATES]
    paths += fragments(catalogue)
    broken = address_problems(catalogue, paths, data, files=False)
    every = {page.path for page in pages}
    if problems := [*broken, *broken_note_links(catalogue, every, data)]:
        raise DataProblems(problems)
    return pages
