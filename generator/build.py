"""Load, render, write: the whole program, and the only writer of site/."""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .checks import load
from .pages import all_pages
from .records import TABLES
from .render import renderer
from .tables import Problem, csv_text, read_table

ROOT = Path(__file__).resolve().parent.parent
MARK = "static/site.css"  # a folder with this file is a site we have built
Progress = Callable[[Iterable[Any]], Iterable[Any]]


def build(
    data: Path, site: Path, site_url: str | None = None, progress: Progress = iter
) -> tuple[int, int]:
    """Build the site of a data folder; returns how many files it has and how many changed.

    Raises DataProblems, with site untouched, if the data cannot be built.
    """
    refuse_other_folders(data, site)
    catalogue = load(data)
    render = renderer(ROOT / "templates", catalogue, site_url)
    files = {page.file: render(page).encode() for page in progress(all_pages(catalogue))}
    files |= dict(static_files(ROOT / "static"))
    return len(files), replace(site, files)


def static_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Stylesheet, scripts, icon: (path within the site, bytes)."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"static/{path.relative_to(folder).as_posix()}", path.read_bytes()


def refuse_other_folders(data: Path, site: Path) -> None:
    """Raise OSError if writing `site` would delete what this program has not written."""
    site = site.resolve()
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
        try:
            if same:
                os.link(was, now)
        except OSError:  # a file system without links
            same = False
        if not same:
            now.write_bytes(content)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    return changed


def tidy(data: Path) -> tuple[list[str], list[Problem]]:
    """Rewrite every table in canonical form; returns the names of those that changed.

    A table that cannot be read safely is left as it is, and its problems are returned.
    """
    changed, problems = [], []
    for table in TABLES:
        path = data / f"{table}.csv"
        rows, faults = read_table(table, data)
        if faults:
            problems += faults
            continue
        text = csv_text(table, rows).encode()
        if text != path.read_bytes():
            path.write_bytes(text)
            changed.append(f"{data.name}/{path.name}")
    return changed, problems


def untidy(data: Path) -> list[str]:
    """Names of the tables that `tidy` would rewrite."""
    found = []
    for table in TABLES:
        rows, faults = read_table(table, data)
        path = data / f"{table}.csv"
        if not faults and csv_text(table, rows).encode() != path.read_bytes():
            found.append(f"{data.name}/{path.name}")
    return found
