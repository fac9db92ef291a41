"""The folder of the site: written beside the old one, then put in its place, whole."""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterable, Iterator, MutableMapping
from pathlib import Path

from .stamps import beside, placed

PATIENCE = 1.0  # seconds: the workers of a build that was killed are gone by then


class Folder(MutableMapping[str, bytes]):
    """The files of a site under way, by name: a mapping onto the disk.

    A file that the old site has with the same bytes is linked to it and not written. A name can be
    given once: FileExistsError says that two things want it.
    """

    def __init__(self, place: Path, old: Path) -> None:
        self.place, self.old = str(place), str(old)
        self.changed: dict[str, bool] = {}  # whether the old site has it otherwise, or not at all
        self._made: set[str] = set()

    def add(self, files: Iterable[tuple[str, bytes]]) -> dict[str, bool]:
        """Write files; returns which of them changed, for `changed` of another process."""
        before = len(self.changed)
        self.update(files)
        return dict(list(self.changed.items())[before:])

    def __setitem__(self, name: str, content: bytes) -> None:
        was, now = f"{self.old}/{name}", f"{self.place}/{name}"
        folder = name.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(f"{self.place}/{folder}", exist_ok=True)  # noqa: PTH103  100,000 times
            self._made.add(folder)
        same = _holds(was, content)
        if not (same and _linked(was, now)):
            _write(now, content)
        self.changed[name] = not same

    def __getitem__(self, name: str) -> bytes:
        if name not in self.changed:
            raise KeyError(name)
        return Path(self.place, name).read_bytes()

    def __delitem__(self, name: str) -> None:
        del self.changed[name]
        Path(self.place, name).unlink()

    def __iter__(self) -> Iterator[str]:
        return iter(self.changed)

    def __len__(self) -> int:
        return len(self.changed)


def _holds(file: str, content: bytes) -> bool:
    try:
        with open(file, "rb") as found:  # noqa: PTH123  as above
            return os.fstat(found.fileno()).st_size == len(content) and found.read() == content
    except OSError:
        return False


def _linked(was: str, now: str) -> bool:
    """Make `now` another name of the file `was`; False where the file system has no links."""
    try:
        os.link(was, now)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def _write(file: str, content: bytes) -> None:
    try:
        with open(file, "xb") as out:  # noqa: PTH123
            out.write(content)
    except OSError as error:  # that of a full disk does not say where
        raise OSError(error.errno, error.strerror, error.filename or file) from None


def repaired(site: Path) -> bool:
    """Put back the site that a build has moved aside, and was killed before it put in its own."""
    site = placed(site)
    if not _aside(site):
        return False
    with _alone(site):
        return _put_back(site)


@contextlib.contextmanager
def replacing(site: Path) -> Iterator[Folder]:
    """A new folder for the site; at the end it takes the old one's place, unless an error ends it.

    Nobody ever sees half a site: the places change by two renames. If a run is killed between
    them, the next one repairs that.
    """
    fresh, old, _ = beside(site)
    with _alone(site):
        _put_back(site)
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        try:
            fresh.mkdir(parents=True)
            yield Folder(fresh, site)
            if (keep := site / ".gitignore").exists():
                _write(f"{fresh}/.gitignore", keep.read_bytes())
            if site.exists():
                site.rename(old)
            fresh.rename(site)
        finally:
            _put_back(site)
            for leftover in (fresh, old):
                shutil.rmtree(leftover, ignore_errors=True)


def _aside(site: Path) -> bool:
    return beside(site).old.exists() and not site.exists()


def _put_back(site: Path) -> bool:
    if found := _aside(site):
        beside(site).old.rename(site)
    return found


@contextlib.contextmanager
def _alone(site: Path) -> Iterator[None]:
    """Raise OSError if another build of this folder is under way."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = beside(site).lock
    until = time.monotonic() + PATIENCE
    while True:
        with lock.open("ab") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                mine = lock.stat().st_ino == os.fstat(held.fileno()).st_ino
            except (BlockingIOError, FileNotFoundError):
                mine = False
            if mine:  # else it is, or was, that of another build
                try:
                    yield
                finally:
                    with contextlib.suppress(OSError):  # the next build does not mind it
                        lock.unlink()
                return
        if time.monotonic() > until:
            raise OSError(errno.EBUSY, "another build is writing it; try again later", str(site))
        time.sleep(0.02)
