"""The folder of a site: a new one is written beside the old one, then takes its place, whole."""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

PATIENCE = 1.0  # seconds: the workers of a build that was killed have ended by then
NOTICE = b"Everything in this folder is replaced by each build.\n"


def temporary_paths(site: Path) -> list[Path]:
    """What a build of that site puts beside it, and leaves there only if it is killed.

    The folder being written; the site as it was, moved aside while the new one takes its place;
    and an empty file, the lock.
    """
    return [site.with_name(f".{site.name}-{end}") for end in ("new", "old", "lock")]


def resolve(folder: Path) -> Path:
    """The absolute path of a folder without links; raises OSError if one leads to itself."""
    try:
        return folder.resolve()
    except RuntimeError:  # of Python 3.11 and 3.12
        raise OSError(errno.ELOOP, "is a link that leads to itself", str(folder)) from None


def refuse_other_folders(site: Path, root: Path, sources: Iterable[Path], marker: str) -> None:
    """Raise OSError if replacing the folder `site` would delete what no build has written.

    It may be within `root`, the folder of the program, but not in or around one of the sources;
    and if it has files, one of them must be the marker.
    """
    folders = [resolve(source) for source in sources]
    within = any(folder in site.parents for folder in folders)
    if within or any(site == path or site in path.parents for path in (root, *folders)):
        raise OSError(errno.EEXIST, "the site cannot stand in or around the sources", str(site))
    if site.exists() and not site.is_dir():
        raise OSError(errno.ENOTDIR, "a file stands where the site should be a folder", str(site))
    names = {path.name for path in site.iterdir()} if site.is_dir() else set()
    if names - {".gitignore"} and marker not in names:
        raise OSError(
            errno.EEXIST, "holds files and is no site of this program; empty it", str(site)
        )


class NewSite(Mapping[str, bytes]):
    """The files of a site being written, by name."""

    def __init__(self, folder: Path, old: Path) -> None:
        self.folder, self.old = str(folder), str(old)
        self.changed: dict[str, bool] = {}  # by name: whether the old site has other bytes or none
        self._folders: set[str] = set()

    def add(self, files: Iterable[tuple[str, bytes]]) -> dict[str, bool]:
        """Write files; returns the part of `changed` about them, to merge into another process.

        A file that is the same in the old site is hard-linked to it instead. Raises
        FileExistsError for a name that has been added before.
        """
        return {name: self._write(name, content) for name, content in files}

    def _write(self, name: str, content: bytes) -> bool:
        old, new = f"{self.old}/{name}", f"{self.folder}/{name}"
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self.folder}/{folder}", exist_ok=True)  # noqa: PTH103  100,000 times
            self._folders.add(folder)
        same = _has_content(old, content)
        if not (same and _link(old, new)):
            _write(new, content)
        self.changed[name] = not same
        return not same

    def __getitem__(self, name: str) -> bytes:
        if name not in self.changed:
            raise KeyError(name)
        return Path(self.folder, name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self.changed)

    def __len__(self) -> int:
        return len(self.changed)


def _has_content(file: str, content: bytes) -> bool:
    try:
        with open(file, "rb") as old:  # noqa: PTH123  as above
            return os.fstat(old.fileno()).st_size == len(content) and old.read() == content
    except OSError:
        return False


def _link(old: str, new: str) -> bool:
    """Make `new` a hard link to the file `old`; False where the file system has none."""
    try:
        os.link(old, new)
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


@contextlib.contextmanager
def replace_site(site: Path, marker: str) -> Iterator[NewSite]:
    """A new site to write into; it takes the place of the old one at the end of the block.

    If the block raises, the old site stays as it was. Readers of the folder see one of them, whole:
    they change places by two renames, and `restore_site` mends a run that was killed in between.
    Raises OSError if another build of the folder is running, or it cannot be written.
    """
    new, old, _ = temporary_paths(site)
    with _locked(site):
        _restore_and_clean(site)
        try:
            new.mkdir(parents=True)
            files = NewSite(new, site)
            yield files
            files.add([(marker, NOTICE)])
            if (ignored := site / ".gitignore").exists():
                _write(f"{new}/.gitignore", ignored.read_bytes())
            if site.exists():
                site.rename(old)
            new.rename(site)
        finally:
            _restore_and_clean(site)


def restore_site(site: Path) -> bool:
    """Move back a site that a killed build has moved aside; returns whether there was one."""
    site = resolve(site)
    if site == site.parent:  # the root of a disk
        return False
    _, old, _ = temporary_paths(site)
    if site.exists() or not old.exists():
        return False
    with _locked(site):
        return _restore_and_clean(site)


def _restore_and_clean(site: Path) -> bool:
    """Put the old site back if there is none, then delete temporary folders.

    Returns whether it was put back.
    """
    new, old, _ = temporary_paths(site)
    if aside := old.exists() and not site.exists():
        old.rename(site)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    return aside


@contextlib.contextmanager
def _locked(site: Path) -> Iterator[None]:
    """Hold the lock of the site; raises OSError if another build still has it after PATIENCE."""
    site.parent.mkdir(parents=True, exist_ok=True)
    *_, path = temporary_paths(site)
    deadline = time.monotonic() + PATIENCE
    while (lock := _try_lock(path)) is None:
        if time.monotonic() > deadline:
            raise OSError(errno.EBUSY, "another build is writing it; try again later", str(site))
        time.sleep(0.02)
    with lock:
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # the next build does not mind the file
                path.unlink()


def _try_lock(path: Path) -> BinaryIO | None:
    """The open lock file, which is locked until it is closed; None if another build has it."""
    try:
        import fcntl
    except ImportError:  # Windows has no such locks
        return path.open("ab")
    lock = path.open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if path.stat().st_ino == os.fstat(lock.fileno()).st_ino:
            return lock
    except (BlockingIOError, FileNotFoundError):
        pass
    lock.close()  # locked by another build, or a file that one has just deleted
    return None
