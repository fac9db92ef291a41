"""Whether anything that a build depends on has changed since the last one: a look at the files.

Nothing heavy is imported here: when nothing has changed, this is all that runs.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from .site import resolve, temporary_paths


class Inputs(NamedTuple):
    """What the bytes of a site depend on, beside the version of Python."""

    folders: tuple[Path, ...]  # tables, templates, code: everything in them
    requirements: Path  # a file that changes with the libraries
    site_url: str | None


def count_if_unchanged(inputs: Inputs, site: Path, stamps: Path) -> int | None:
    """How many files the site has, if it was built from exactly these inputs; otherwise None.

    `stamps` is the folder where `remember` has written it.
    """
    try:
        if any(path.exists() for path in temporary_paths(resolve(site))):
            return None  # a killed build has left things to clear away
        count, digest = _stamp(stamps, site).read_text("utf-8").split()
        return int(count) if digest == hash_inputs(inputs, site) else None
    except (OSError, ValueError):
        return None


def remember(inputs: Inputs, site: Path, stamps: Path, before: str, count: int) -> None:
    """Write down that the site was built and has `count` files.

    `before` is the hash of the inputs, without the site, at the start of the build. Where nothing
    can be written, the next build does it all again.
    """
    with contextlib.suppress(OSError):
        if before == hash_inputs(inputs):  # else something was saved meanwhile
            stamps.mkdir(parents=True, exist_ok=True)
            _stamp(stamps, site).write_text(f"{count} {hash_inputs(inputs, site)}", "utf-8")


def hash_inputs(inputs: Inputs, site: Path | None = None) -> str:
    """A hash of all inputs, and of a built site if one is given; files count by size and time.

    Raises OSError if one of them is not there.
    """
    lines = [sys.version, str(inputs.site_url)]
    lines.append(_line(str(inputs.requirements), inputs.requirements.stat()))
    for folder in (*inputs.folders, *([site] if site else [])):
        lines += _lines(folder)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _lines(folder: Path) -> Iterator[str]:
    entries: Iterable[os.DirEntry[str]] = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _lines(Path(entry.path))
        else:
            yield _line(entry.path, entry.stat(follow_symlinks=not _is_dangling(entry)))


def _is_dangling(entry: os.DirEntry[str]) -> bool:
    """Whether it is a link to nothing, such as editors lay beside a file that they have open."""
    return entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110  no Path for each


def _line(path: str, status: os.stat_result) -> str:
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def _stamp(stamps: Path, site: Path) -> Path:
    name = hashlib.sha256(str(resolve(site)).encode("utf-8", "surrogateescape")).hexdigest()
    return stamps / name[:16]
