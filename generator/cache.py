"""What was made before, by a name that changes with all that it depends on."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable

from .stamps import CACHE

MADE = CACHE / "made"
KEPT = 1000  # entries, or more if a site needs more
SEAL = "seal"  # the file of an entry that tells whether the others are whole
Made = dict[str, bytes]


def kept(name: str, make: Callable[[], Made]) -> Made:
    """What `make` returns, from the cache if it was made before; a lost cache only costs time.

    `name` must change with everything that the result depends on.
    """
    if (found := known(name)) is not None:
        return found
    files = make()
    with contextlib.suppress(OSError):  # no room, or no right to write
        _keep(name, files)
    return files


def known(name: str) -> Made | None:
    """What the cache has by that name, if it is whole."""
    place = MADE / name
    with contextlib.suppress(OSError):
        os.utime(place)  # it is in use
    try:
        files = {path.name: path.read_bytes() for path in sorted(place.iterdir())}
    except OSError:
        return None
    return files if files.pop(SEAL, None) == _seal(files) else None


def forget(most: int) -> None:
    """Leave so many entries, those that were used last."""
    with contextlib.suppress(OSError):  # another build does the same
        entries = list(MADE.iterdir())
        if len(entries) > most:
            for old in sorted(entries, key=lambda path: path.stat().st_mtime)[:-most]:
                shutil.rmtree(old, ignore_errors=True)


def _seal(files: Made) -> bytes:
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        whole.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(content).digest())
    return whole.hexdigest().encode()


def _keep(name: str, files: Made) -> None:
    MADE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=MADE, ignore_cleanup_errors=True) as folder:
        fresh = MADE / folder / name
        fresh.mkdir()
        for file, content in {**files, SEAL: _seal(files)}.items():
            (fresh / file).write_bytes(content)
        if known(name) is None:  # else another build has just put it there
            shutil.rmtree(MADE / name, ignore_errors=True)  # a damaged one
            fresh.rename(MADE / name)
