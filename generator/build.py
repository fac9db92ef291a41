"""Load, render, write: the whole program, and the only writer of site/."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from rcssmin import cssmin

from . import places
from .addresses import address, fragments, unanswered
from .applications import WORDS
from .catalogues import Catalogue
from .cgt.colours import COLOURS
from .checks import load
from .downloads import (
    all_downloads,
    as_rows,
    data_archive,
    source_line,
    stub_files,
    workbook_to_fill_in,
)
from .engine import cache
from .engine.archives import zip_bytes
from .engine.cache import entry_name, hash_code
from .engine.cards import card_code, card_png, card_svg
from .engine.dates import format_date
from .engine.drawings import draw, drawing_code, drawing_name
from .engine.site import refuse_other_folders, replace_site, resolve
from .engine.workers import parallel_map
from .figures import Figure, all_figures
from .forms import state, tables_workbook
from .notes import astray
from .pages import STUBS, Page, all_pages, lost
from .places import SITE_MARKER, worker_count
from .problems import DataProblems
from .render import renderer

Progress = Callable[[Iterable[Any]], Iterable[Any]]
Files = Iterable[tuple[str, bytes]]  # by their places in the site
BATCH = 25  # pages that a worker renders at a time
FORK_FROM = 12  # jobs: fewer are done before workers have started
GENERATOR = Path(__file__).parent
CHARTS = [GENERATOR / "cgt/colours.py", *sorted(GENERATOR.glob("figures/*.py"))]
WORKBOOKS = [  # what writes them
    GENERATOR / f"{name}.py"
    for name in ("applications", "descriptions", "forms", "engine/archives", "engine/workbooks")
]
CACHED = 1000  # entries of the cache, or more if a site needs more


class Built(NamedTuple):
    """What a build did."""

    files: int
    changed: list[str]  # names of those that are new or different


def build(data: Path, site: Path, site_url: str | None = None, progress: Progress = iter) -> Built:
    """Build the site of a data folder; `site_url` is where it will stand, as https://host/path/.

    Raises DataProblems, with site untouched, if the data cannot be built; OSError, too, if it
    cannot be written.
    """
    site = resolve(site)
    refuse_other_folders(site, places.ROOT, (data, places.TEMPLATES, places.STATIC), SITE_MARKER)
    return write(Plan(load(data), data.name, site_url), site, progress)


def write(plan: "Plan", site: Path, progress: Progress = iter) -> Built:
    """Put the planned site where the old one stands; errors are those of `build`."""
    with replace_site(site, SITE_MARKER) as files:
        jobs = parallel_map(files.add, plan.jobs, FORK_FROM, worker_count())
        with contextlib.closing(jobs):
            for changed in progress(jobs):
                files.changed |= changed
        files.add(plan.last(files))
    cache.evict(places.CACHED_FILES, max(CACHED, 2 * len(plan.pages)))
    return Built(len(files), [name for name, changed in files.changed.items() if changed])


def site_files(catalogue: Catalogue, data: str, site_url: str | None = None) -> dict[str, bytes]:
    """Every file of the site by its place, in memory; arguments and errors are those of Plan."""
    plan = Plan(catalogue, data, site_url)
    files = {name: content for job in plan.jobs for name, content in job}
    files.update(plan.last(files))
    return files


class Plan:
    """The files of a site: `jobs` that stand each for itself, and `last`, made of the others.

    `data` is the name of the data folder, for messages. Raises DataProblems if an address of an
    earlier edition is gone without a word.
    """

    def __init__(self, catalogue: Catalogue, data: str, site_url: str | None = None) -> None:
        self.catalogue, self.data, self.site_url = catalogue, data, site_url
        figures = all_figures(catalogue)
        self.pages = answering_pages(catalogue, figures, data)
        drawings = all_drawn(figures, catalogue)
        self.render = renderer(
            places.TEMPLATES, catalogue, drawings, site_url, places.COMPILED_TEMPLATES
        )
        batches = [self.pages[i : i + BATCH] for i in range(0, len(self.pages), BATCH)]
        self.jobs: list[Files] = [
            workbooks(catalogue),
            *all_downloads(catalogue, self.pages, figures, drawings, site_url),
            *(self.rendered(pages) for pages in batches),
            *(pictures(pages, catalogue) for pages in batches if site_url),
            static_files(places.STATIC),
        ]

    def rendered(self, pages: Iterable[Page]) -> Files:
        """Those pages as they stand in the site."""
        for page in pages:
            yield page.file, self.render(page).encode()

    def last(self, files: Mapping[str, bytes]) -> Files:
        """What is made of the files so far; each is to be added to them before the next is made."""
        yield "data/catalogue.zip", data_archive(self.catalogue, files)
        stubs = {page.file for page in self.pages if page.template in STUBS}
        standing = [address(file) for file in files if file not in stubs]
        parts = fragments(self.catalogue)
        if problems := unanswered(self.catalogue, [*standing, *parts], self.data):
            raise DataProblems(problems)
        yield from stub_files(self.catalogue, files, self.site_url)
        if self.site_url:
            yield "site.zip", zip_bytes((name, files[name]) for name in sorted(files))


def answering_pages(catalogue: Catalogue, figures: Mapping[str, Figure], data: str) -> list[Page]:
    """Every page; raises DataProblems if one of an earlier edition is gone without a word.

    Or if a note links to one that there is not.
    """
    pages = all_pages(catalogue, figures)
    problems = lost(catalogue, pages, data)
    if problems := [*problems, *astray(catalogue, [page.path for page in pages], data)]:
        raise DataProblems(problems)
    return pages


def all_drawn(figures: Mapping[str, Figure], catalogue: Catalogue) -> dict[str, cache.Files]:
    """The drawn files of each figure by its id, from the cache or else drawn by workers.

    By workers even if it is one: what draws has threads, and with threads there is no more forking.
    """

    def drawn(figure: Figure) -> cache.Files:
        line = source_line(figure, catalogue)
        return cache.get_or_make(
            places.CACHED_FILES, names[figure.id], lambda: draw(figure, line, COLOURS)
        )

    code = drawing_code(CHARTS)
    names = {
        name: drawing_name(figure, source_line(figure, catalogue), code)
        for name, figure in figures.items()
    }
    cached = {name: cache.get(places.CACHED_FILES, entry) for name, entry in names.items()}
    missing = [figures[name] for name, files in cached.items() if files is None]
    results = parallel_map(drawn, missing, 1, worker_count())
    new = dict(zip((figure.id for figure in missing), results, strict=True))
    return {name: files or new[name] for name, files in cached.items()}


def pictures(pages: Iterable[Page], catalogue: Catalogue) -> Files:
    """The picture of each page."""
    edition = catalogue.edition
    foot = f"Data as of {format_date(edition.as_of)}. Edition {edition.edition}."
    for page in pages:
        if page.file != "404.html":
            svg = card_svg(page.title, page.description, edition.title, foot)
            name = entry_name("card", svg, card_code())
            files = cache.get_or_make(places.CACHED_FILES, name, partial(card_file, svg))
            yield f"{page.path}card.png".lstrip("/"), files["card.png"]


def card_file(svg: str) -> cache.Files:
    """The picture of a page as the cache keeps it."""
    return {"card.png": card_png(svg)}


def workbooks(catalogue: Catalogue) -> Files:
    """The workbook of all tables, and the empty one of applications."""
    rows, code = as_rows(catalogue), hash_code(WORKBOOKS, ["openpyxl"])
    made = cache.get_or_make(
        places.CACHED_FILES,
        entry_name("tables", state(rows), code),
        lambda: {"catalogue.xlsx": tables_workbook(rows)},
    )
    yield "data/catalogue.xlsx", made["catalogue.xlsx"]
    words = [catalogue.terms[name] for name in WORDS.values()]
    made = cache.get_or_make(
        places.CACHED_FILES,
        entry_name("workbook", words, code),
        lambda: {"applications.xlsx": workbook_to_fill_in(catalogue)},
    )
    yield "trends/applications.xlsx", made["applications.xlsx"]


def static_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Stylesheet, scripts, icon: (path within the site, bytes)."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".css":
                content = cssmin(content.decode()).encode()
            yield f"static/{path.relative_to(folder).as_posix()}", content
