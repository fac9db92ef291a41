"""Whether anything that a build depends on has changed since the last one: a look at the files.

Nothing here imports anything heavy: when nothing has changed, this is all that runs.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
MARK = ".cgt-china-site"  # a folder with this file is one that we have built
SOURCES = ("generator", "templates", "static")
KNOWN = "requirements.txt"  # changes with the libraries


def unchanged(data: Path, site: Path, site_url: str | None) -> int | None:
    """How many files the site has, if it was built from exactly these inputs; otherwise None."""
    try:
        said, count = _place(site).read_text("utf-8").split()
        return int(count) if said == stamp(data, site, site_url) else None
    except (OSError, ValueError):
        return None


def keep(data: Path, site: Path, site_url: str | None, before: str, count: int) -> None:
    """Remember that the site was built; `before` is the stamp of its inputs at the start."""
    if before == stamp(data, None, site_url):  # else something was saved meanwhile
        CACHE.mkdir(exist_ok=True)
        _place(site).write_text(f"{stamp(data, site, site_url)} {count}", "utf-8")


def stamp(data: Path, site: Path | None, site_url: str | None) -> str:
    """A word that is another one whenever an input, an option or the built site is another."""
    roots = [data, *(ROOT / name for name in SOURCES)]
    told = [sys.version, str(site_url), _line(KNOWN, (ROOT / KNOWN).stat())]
    told += [line for root in (*roots, *([site] if site else [])) for line in _lines(root)]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def _lines(folder: Path) -> Iterator[str]:
    entries: Iterable[os.DirEntry[str]] = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _lines(Path(entry.path))
        else:
            yield _line(entry.path, entry.stat())


def _line(path: str, found: os.stat_result) -> str:
    return f"{path} {found.st_size} {found.st_mtime_ns}"


def _place(site: Path) -> Path:
    name = hashlib.sha256(str(site.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return CACHE / f"built-{name[:16]}"
