"""Files that are slow to make, kept in a folder under names that change with their inputs.

An entry is a folder of files with a checksum. A lost, damaged or read-only cache costs only time.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

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
