"""Whether anything that a build depends on has changed since the last one: a look at the files.

Nothing here imports anything heavy: when nothing has changed, this is all that runs.
"""

import contextlib
import errno
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
MARK = ".cgt-china-site"  # a folder with this file is one that we have built
SOURCES = ("generator", "templates", "static")
KNOWN = "requirements.txt"  # changes with the libraries


class Beside(NamedTuple):
    """What stands beside a site while it is built, or after a build of it was killed."""

    new: Path  # under way
    old: Path  # moved aside, while the new one takes its place
    lock: Path  # an empty file


def beside(site: Path) -> Beside:
    """What a build of that site puts beside it."""
    return Beside(*(site.with_name(f".{site.name}-{word}") for word in Beside._fields))


def placed(folder: Path) -> Path:
    """The folder, less all links and dots on the way to it."""
    try:
        return folder.resolve()
    except RuntimeError:  # so Python 3.11 and 3.12 say it
        raise OSError(errno.ELOOP, "is a link that leads to itself", str(folder)) from None


def unchanged(data: Path, site: Path, site_url: str | None) -> int | None:
    """How many files the site has, if it was built from exactly these inputs; otherwise None."""
    try:
        if any(path.exists() for path in beside(placed(site))):
            return None  # a killed build has left things to clear away
        count, said = _place(site).read_text("utf-8").split()
        return int(count) if said == stamp(data, site, site_url) else None
    except (OSError, ValueError):
        return None


def keep(data: Path, site: Path, site_url: str | None, before: str, count: int) -> None:
    """Remember that the site was built; `before` is the stamp of its inputs at the start.

    Where that cannot be written, the next build does it all again.
    """
    with contextlib.suppress(OSError):
        if before == stamp(data, None, site_url):  # else something was saved meanwhile
            CACHE.mkdir(exist_ok=True)
            _place(site).write_text(f"{count} {stamp(data, site, site_url)}", "utf-8")


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
            yield _line(entry.path, entry.stat(follow_symlinks=not _dangling(entry)))


def _dangling(entry: os.DirEntry[str]) -> bool:
    """Whether it is a link to nothing, such as editors lay beside a file that they have open."""
    return entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110  no Path for each


def _line(path: str, found: os.stat_result) -> str:
    return f"{path} {found.st_size} {found.st_mtime_ns}"


def _place(site: Path) -> Path:
    name = hashlib.sha256(str(placed(site)).encode("utf-8", "surrogateescape")).hexdigest()
    return CACHE / f"built-{name[:16]}"
