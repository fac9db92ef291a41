"""Load, render, write: the whole program, and the only writer of site/."""

import datetime as dt
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from rcssmin import cssmin

from .addresses import address, fragments, published, unanswered
from .applications import WORDS
from .cards import card, png
from .catalogues import Catalogue
from .changes import differences
from .checks import load
from .citations import figure_fingerprint
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
from .editions import Frozen, checksum, frozen_bytes, plain
from .figures import Figure, all_figures
from .forms import fingerprint, tables_workbook
from .impacts import comparable, thawed, told
from .pages import STUBS, Page, all_pages, lost
from .problems import DataProblems, Problem
from .records import TABLES
from .render import renderer
from .stamps import CACHE, MARK, ROOT
from .tables import csv_text, read_notes, read_table

MADE = CACHE / "made"
KEPT = 1000  # entries of the cache
Progress = Callable[[Iterable[Any]], Iterable[Any]]


def build(
    data: Path, site: Path, site_url: str | None = None, progress: Progress = iter
) -> tuple[int, int]:
    """Build the site of a data folder; returns how many files it has and how many changed.

    Raises DataProblems, with site untouched, if the data cannot be built.
    """
    site = site.resolve()
    refuse_other_folders(data, site)
    files = site_files(load(data), data.name, site_url, progress)
    files[MARK] = b"Everything in this folder is replaced by each build.\n"
    return len(files), replace(site, files)


def site_files(
    catalogue: Catalogue, data: str, site_url: str | None = None, progress: Progress = iter
) -> dict[str, bytes]:
    """Every file of the site by its path; `data` is the name of the data folder, for messages.

    Raises DataProblems if an address of an earlier edition is gone without a word.
    """
    figures = all_figures(catalogue)
    pages = answering_pages(catalogue, figures, data)
    stubs = {page.file for page in pages if page.template in STUBS}
    parts = list(fragments(catalogue))
    drawings = {figure.id: drawn(figure, catalogue) for figure in progress(figures.values())}
    render = renderer(ROOT / "templates", catalogue, drawings, site_url, CACHE / "templates")
    files = {page.file: render(page).encode() for page in progress(pages)}
    files |= dict(all_downloads(catalogue, pages, figures, drawings, site_url))
    files |= workbooks(catalogue)
    files |= dict(static_files(ROOT / "static"))
    files["data/catalogue.zip"] = data_archive(catalogue, files)
    standing = [address(file) for file in files if file not in stubs]
    if problems := unanswered(catalogue, [*standing, *parts], data):
        raise DataProblems(problems)
    files |= dict(stub_files(catalogue, files, site_url))
    if site_url:
        files["site.zip"] = archive(files)
        files |= pictures(pages, catalogue)
    return files


def kept(name: str, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """What `make` returns, from the cache if it was made before; a lost cache only costs time.

    `name` must change with everything that the result depends on.
    """
    place = MADE / name
    if place.is_dir():
        return {path.name: path.read_bytes() for path in sorted(place.iterdir())}
    files = make()
    MADE.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=MADE))
    for file, content in files.items():
        (fresh / file).write_bytes(content)
    try:
        fresh.rename(place)
    except OSError:  # another build has just put it there
        shutil.rmtree(fresh)
    for old in sorted(MADE.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return files


def drawn(figure: Figure, catalogue: Catalogue) -> dict[str, bytes]:
    """The drawn files of a figure."""
    source = source_line(figure, catalogue)
    return kept(f"{figure.id}-{key(figure, source)}", lambda: draw(figure, source))


def answering_pages(catalogue: Catalogue, figures: Mapping[str, Figure], data: str) -> list[Page]:
    """Every page; raises DataProblems if one of an earlier edition is gone without a word."""
    pages = all_pages(catalogue, figures)
    if problems := lost(catalogue, pages, data):
        raise DataProblems(problems)
    return pages


def pictures(pages: Iterable[Page], catalogue: Catalogue) -> dict[str, bytes]:
    """The picture of each page, by its place in the site."""
    edition = catalogue.edition
    foot = f"Data as of {edition.as_of.day} {edition.as_of:%B %Y}. Edition {edition.edition}."
    svgs = {
        f"{page.path}card.png".lstrip("/"): card(page, edition.title, foot)
        for page in pages
        if page.file != "404.html"
    }
    found = {}
    for place, svg in svgs.items():
        name = f"card-{hashlib.sha256((svg + code()).encode()).hexdigest()[:32]}"
        found[place] = kept(name, partial(card_file, svg))["card.png"]
    return found


def card_file(svg: str) -> dict[str, bytes]:
    """The picture of a page as the cache keeps it."""
    return {"card.png": png(svg)}


def workbooks(catalogue: Catalogue) -> dict[str, bytes]:
    """The workbook of all tables, and the empty one of applications, by their places."""
    rows = as_rows(catalogue)
    name = f"tables-{hashlib.sha256((fingerprint(rows) + code()).encode()).hexdigest()[:32]}"
    kept_tables = kept(name, lambda: {"catalogue.xlsx": tables_workbook(rows)})
    words = repr([catalogue.terms[list] for list in WORDS.values()])
    name = f"workbook-{hashlib.sha256((words + code()).encode()).hexdigest()[:32]}"
    made = kept(name, lambda: {"applications.xlsx": workbook_to_fill_in(catalogue)})
    return {
        **{f"data/{file}": content for file, content in kept_tables.items()},
        **{f"trends/{file}": content for file, content in made.items()},
    }


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
    for mine in (ROOT, data.resolve(), ROOT / "templates", ROOT / "static"):
        if site == mine or site in mine.parents or (mine != ROOT and mine in site.parents):
            raise OSError(errno.EEXIST, "the site cannot stand in or around the sources", str(site))
    if site.exists() and not site.is_dir():
        raise OSError(errno.ENOTDIR, "a file stands where the site should be a folder", str(site))
    found = {path.name for path in site.iterdir()} if site.is_dir() else set()
    if found - {".gitignore"} and not (site / MARK).exists():
        raise OSError(
            errno.EEXIST, "holds files and is no site of this program; empty it", str(site)
        )


def replace(site: Path, files: Mapping[str, bytes]) -> int:
    """Make `site` hold exactly these files; returns how many are new or different.

    The new site is built beside the old one, unchanged files as links to the old, and takes its
    place with a rename, so that nobody ever sees half a site.
    """
    fresh, old = (site.with_name(f".{site.name}-{word}") for word in ("new", "old"))
    if old.exists() and not site.exists():
        old.rename(site)  # an earlier run was killed between the two renames
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if (keep := site / ".gitignore").exists():
        files = {**files, ".gitignore": keep.read_bytes()}
    changed = 0
    for name, content in files.items():
        was, now = site / name, fresh / name
        now.parent.mkdir(parents=True, exist_ok=True)
        same = was.is_file() and was.read_bytes() == content
        changed += not same
        if not (same and linked_to(was, now)):
            now.write_bytes(content)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    return changed


def linked_to(was: Path, now: Path) -> bool:
    """Make `now` another name of the file `was`; False where the file system has no links."""
    try:
        os.link(was, now)
    except OSError:
        return False
    return True


def release(data: Path, day: dt.date, note: str) -> Path:
    """Freeze the tables as an edition, released on that day; returns its file.

    Raises DataProblems if there is nothing to release, or nothing that may be.
    """
    catalogue = load(data)
    edition = catalogue.edition
    path = data / "editions" / f"{edition.edition}.json"
    place = f"{data.name}/catalogue.toml"
    if path.exists():
        reason = f"edition {edition.edition} is released; name the new one (edition, as_of)"
        raise DataProblems([Problem(place, reason)])
    if catalogue.editions and day <= (last := catalogue.editions[-1]).released:
        reason = f"is not after the last release, {last.edition} on {last.released}"
        raise DataProblems([Problem(f"--date {day}", reason)])
    figures = all_figures(catalogue)
    marks = {figure.path: figure_fingerprint(figure) for figure in figures.values()}
    frozen = as_edition(
        catalogue,
        data,
        released=day,
        note=note,
        fingerprints=catalogue.fingerprints | marks,
        addresses=published(catalogue, site_files(catalogue, data.name)),
    )
    path.parent.mkdir(exist_ok=True)
    fresh = path.with_suffix(".json~")
    fresh.write_bytes(frozen_bytes(frozen))
    fresh.replace(path)
    return path


def impact(data: Path, since: Path | None = None) -> list[str]:
    """What the tables change against those of another folder, or the latest edition: Markdown."""
    now = load(data)
    then = load(since) if since else None
    if then is None and not now.editions:
        reason = "there is no edition to compare with; name a folder with --since"
        raise DataProblems([Problem(f"{data.name}/editions", reason)])
    answering_pages(now, all_figures(now), data.name)
    before = as_edition(then, since) if then and since else now.editions[-1]
    found = differences(before, as_edition(now, data))
    sites = [
        site_files(comparable(catalogue, now.edition), data.name)
        for catalogue in (then or thawed(now, before), now)
    ]
    return told(found, *sites)


def as_edition(catalogue: Catalogue, data: Path, **more: Any) -> Frozen:
    """The tables and notes of a folder as an edition has them; `more` are further facts of it."""
    edition = catalogue.edition
    facts = {
        "edition": edition.edition,
        "as_of": edition.as_of,
        "released": edition.as_of,
        "note": "",
        "tables": plain({table: read_table(table, data)[0] for table in TABLES}),
        "notes": read_notes(data)[0],
        "fingerprints": catalogue.fingerprints,
        "addresses": [],
        "checksum": "",
    }
    found = Frozen.model_validate({**facts, **more})
    return found.model_copy(update={"checksum": checksum(found)})


def tidy(data: Path) -> tuple[list[str], list[Problem]]:
    """Rewrite every table in canonical form; returns the names of those that changed.

    A table that cannot be read safely is left as it is, and its problems are returned.
    """
    texts, problems = untidy(data)
    for path, text in texts.items():
        fresh = path.with_suffix(".csv~")
        fresh.write_bytes(text)
        fresh.replace(path)
    return [f"{data.name}/{path.name}" for path in texts], problems


def untidy(data: Path) -> tuple[dict[Path, bytes], list[Problem]]:
    """The tables that are not in canonical form, with what they should be, and the unreadable."""
    found, problems = {}, []
    for table in TABLES:
        path = data / f"{table}.csv"
        rows, faults = read_table(table, data)
        problems += faults
        if not faults and (text := csv_text(table, rows).encode()) != path.read_bytes():
            found[path] = text
    return found, problems
