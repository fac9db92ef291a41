"""What is kept from build to build: files that are slow to make, and what a site was made from.

The files are in a folder, under names that change with their inputs; an entry is a folder with a
checksum. A lost, damaged or read-only cache costs only time. Nothing heavy is imported here: when
nothing has changed since the last build, this is all that runs.
"""

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from .site import resolve, temporary_paths

Files = dict[str, bytes]  # the content of each file of an entry, by its name

CHECKSUM = "checksum"  # the file of an entry that tells whether the others are whole


def get_or_make(folder: Path, name: str, make: Callable[[], Files]) -> Files:
    """The files of an entry; made, and stored if that is possible, where there are none.

    The name must change with everything that the result of `make` depends on.
    """
    if (cached := get(folder, name)) is not None:
        return cached
    files = make()
    with contextlib.suppress(OSError):  # no room, or no right to write
        _store(folder, name, files)
    return files


def get(folder: Path, name: str) -> Files | None:
    """The files of an entry; None if it is not there, or damaged."""
    entry = folder / name
    with contextlib.suppress(OSError):
        os.utime(entry)  # evict() goes by the time of the last use
    try:
        files = {path.name: path.read_bytes() for path in entry.iterdir()}
    except OSError:
        return None
    return files if files.pop(CHECKSUM, None) == _checksum(files) else None


def evict(folder: Path, limit: int) -> None:
    """Delete the entries that were used longest ago, until no more than `limit` are left."""
    with contextlib.suppress(OSError):  # another build may be doing the same
        entries = list(folder.iterdir())
        if len(entries) > limit:
            entries.sort(key=lambda path: path.stat().st_mtime)
            for entry in entries[:-limit]:
                shutil.rmtree(entry, ignore_errors=True)


def hash_code(sources: Iterable[Path], libraries: Iterable[str]) -> str:
    """A hash of Python files and of the versions of libraries, to name entries that they make."""
    from importlib.metadata import version

    parts = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sources]
    return entry_name("", *parts, *(version(name) for name in libraries))


def entry_name(kind: str, *inputs: object) -> str:
    """A name for an entry of that kind: a hash of the inputs, by what repr() makes of them."""
    return f"{kind}-{hashlib.sha256(repr(inputs).encode()).hexdigest()[:32]}"


def _checksum(files: Files) -> bytes:
    """What `sha256sum` would print for the files."""
    digests = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()


def _store(folder: Path, name: str, files: Files) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as temporary:
        entry = Path(temporary, name)
        entry.mkdir()
        for file, content in {**files, CHECKSUM: _checksum(files)}.items():
            (entry / file).write_bytes(content)
        if get(folder, name) is None:  # else another build has just stored it
            shutil.rmtree(folder / name, ignore_errors=True)  # a damaged one
            entry.rename(folder / name)


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
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _lines(Path(entry.path))
        else:  # editors lay links to nothing beside a file that they have open
            leads = not entry.is_symlink() or os.path.exists(entry.path)  # noqa: PTH110  it is fast
            yield _line(entry.path, entry.stat(follow_symlinks=leads))


def _line(path: str, status: os.stat_result) -> str:
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def _stamp(stamps: Path, site: Path) -> Path:
    name = hashlib.sha256(str(resolve(site)).encode("utf-8", "surrogateescape")).hexdigest()
    return stamps / name[:16]
