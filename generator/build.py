"""Load, render, write: the whole program, and the only writer of site/."""

import contextlib
import errno
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from rcssmin import cssmin

from .addresses import address, fragments, unanswered
from .applications import WORDS
from .cache import KEPT, Made, forget, kept, known
from .cards import card, png
from .catalogues import Catalogue
from .checks import load
from .downloads import (
    all_downloads,
    archive,
    as_rows,
    data_archive,
    source_line,
    stub_files,
    workbook_to_fill_in,
)
from .drawings import code, draw, key
from .figures import Figure, all_figures
from .folder import replacing
from .forms import state, tables_workbook
from .notes import astray
from .pages import STUBS, Page, all_pages, lost
from .problems import DataProblems
from .render import renderer
from .stamps import CACHE, MARK, ROOT, placed
from .workers import spread

Progress = Callable[[Iterable[Any]], Iterable[Any]]
Files = Iterable[tuple[str, bytes]]  # by their places in the site
TOGETHER = 25  # pages that a worker renders at a time
MANY = 12  # jobs: fewer are done before workers have started


class Built(NamedTuple):
    """What a build did."""

    files: int
    changed: list[str]  # names of those that are new or different


def build(data: Path, site: Path, site_url: str | None = None, progress: Progress = iter) -> Built:
    """Build the site of a data folder; `site_url` is where it will stand, as https://host/path/.

    Raises DataProblems, with site untouched, if the data cannot be built; OSError, too, if it
    cannot be written.
    """
    refuse_other_folders(data, placed(site))
    return write(Plan(load(data), data.name, site_url), placed(site), progress)


def write(plan: "Plan", site: Path, progress: Progress = iter) -> Built:
    """Put the planned site where the old one stands; errors are those of `build`."""
    with replacing(site) as folder:
        with contextlib.closing(spread(folder.add, plan.jobs, MANY)) as written:
            for changed in progress(written):
                folder.changed |= changed
        folder.update(plan.last(folder))
        folder[MARK] = b"Everything in this folder is replaced by each build.\n"
    forget(max(KEPT, 2 * len(plan.pages)))
    changed = [name for name, other in folder.changed.items() if other]
    return Built(len(folder), changed)


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
        compiled = CACHE / "templates"
        self.render = renderer(ROOT / "templates", catalogue, drawings, site_url, compiled)
        some = [self.pages[i : i + TOGETHER] for i in range(0, len(self.pages), TOGETHER)]
        self.jobs: list[Files] = [
            workbooks(catalogue),
            *all_downloads(catalogue, self.pages, figures, drawings, site_url),
            *(self.rendered(pages) for pages in some),
            *(pictures(pages, catalogue) for pages in some if site_url),
            static_files(ROOT / "static"),
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
            yield "site.zip", archive(files)


def answering_pages(catalogue: Catalogue, figures: Mapping[str, Figure], data: str) -> list[Page]:
    """Every page; raises DataProblems if one of an earlier edition is gone without a word.

    Or if a note links to one that there is not.
    """
    pages = all_pages(catalogue, figures)
    problems = lost(catalogue, pages, data)
    if problems := [*problems, *astray(catalogue, [page.path for page in pages], data)]:
        raise DataProblems(problems)
    return pages


def all_drawn(figures: Mapping[str, Figure], catalogue: Catalogue) -> dict[str, Made]:
    """The drawn files of each figure by its id, from the cache or else drawn by workers.

    By workers even if it is one: what draws has threads, and with threads there is no more forking.
    """

    def drawn(figure: Figure) -> Made:
        return kept(names[figure.id], lambda: draw(figure, source_line(figure, catalogue)))

    names = {id: f"{id}-{key(one, source_line(one, catalogue))}" for id, one in figures.items()}
    found = {id: known(name) for id, name in names.items()}
    missing = [figures[id] for id, files in found.items() if files is None]
    made = {id: files for id, files in found.items() if files is not None}
    made |= zip((figure.id for figure in missing), spread(drawn, missing, 1), strict=True)
    return {id: made[id] for id in figures}


def pictures(pages: Iterable[Page], catalogue: Catalogue) -> Files:
    """The picture of each page."""
    edition = catalogue.edition
    foot = f"Data as of {edition.as_of.day} {edition.as_of:%B %Y}. Edition {edition.edition}."
    for page in pages:
        if page.file != "404.html":
            svg = card(page, edition.title, foot)
            name = f"card-{hashlib.sha256((svg + code()).encode()).hexdigest()[:32]}"
            made = kept(name, partial(card_file, svg))
            yield f"{page.path}card.png".lstrip("/"), made["card.png"]


def card_file(svg: str) -> Made:
    """The picture of a page as the cache keeps it."""
    return {"card.png": png(svg)}


def workbooks(catalogue: Catalogue) -> Files:
    """The workbook of all tables, and the empty one of applications."""
    rows = as_rows(catalogue)
    name = f"tables-{hashlib.sha256((state(rows) + code()).encode()).hexdigest()[:32]}"
    made = kept(name, lambda: {"catalogue.xlsx": tables_workbook(rows)})
    yield "data/catalogue.xlsx", made["catalogue.xlsx"]
    words = repr([catalogue.terms[list] for list in WORDS.values()])
    name = f"workbook-{hashlib.sha256((words + code()).encode()).hexdigest()[:32]}"
    made = kept(name, lambda: {"applications.xlsx": workbook_to_fill_in(catalogue)})
    yield "trends/applications.xlsx", made["applications.xlsx"]


def static_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Stylesheet, scripts, icon: (path within the site, bytes)."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".css":
                content = cssmin(content.decode()).encode()
            yield f"static/{path.relative_to(folder).as_posix()}", content


def refuse_other_folders(data: Path, site: Path) -> None:
    """Raise OSError if writing `site` would delete what this program has not written."""
    for mine in (ROOT, placed(data), ROOT / "templates", ROOT / "static"):
        if site == mine or site in mine.parents or (mine != ROOT and mine in site.parents):
            raise OSError(errno.EEXIST, "the site cannot stand in or around the sources", str(site))
    if site.exists() and not site.is_dir():
        raise OSError(errno.ENOTDIR, "a file stands where the site should be a folder", str(site))
    found = {path.name for path in site.iterdir()} if site.is_dir() else set()
    if found - {".gitignore"} and not (site / MARK).exists():
        raise OSError(
            errno.EEXIST, "holds files and is no site of this program; empty it", str(site)
        )
