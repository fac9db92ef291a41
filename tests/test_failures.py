"""What goes wrong with folders and disks: one line that names the place, and the old site whole."""

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.engine import cache
from generator.places import CACHED_FILES, ROOT, SITE_MARKER

from .runs import Run, Runner, running
from .test_build import files
from .test_killed import LINUX, PROGRAM, SLOW, SOAK
from .test_tables import spoil

HOSTED = ("--site-url", "https://example.org/x/")  # every page is another one
SLACK = 2  # touches before and after the swap


class Place(NamedTuple):
    """Tables that have changed, and the site as it was built before that."""

    run: Runner
    data: Path
    site: Path
    before: Mapping[str, bytes]

    def refused(self, run: Run, said: str) -> None:
        """The run has ended as a failure should: one line, exit 1, all else as it was."""
        assert run.code == 1
        assert run.out == ""
        assert run.err.count("\n") == 1
        assert said in run.err
        assert files(self.site) == self.before
        self.nothing_beside()

    def nothing_beside(self) -> None:
        assert [path.name for path in self.site.parent.iterdir()] == ["site"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with running(tmp_path_factory.mktemp("failures") / "runs") as runner:
        yield runner


@pytest.fixture
def place(run: Runner, toy: Path, tmp_path: Path) -> Place:
    site = tmp_path / "built" / "site"
    assert run.build(toy, site).code == 0
    before = files(site)
    spoil(toy, "holders", "Exampletoys", "Exampletoyz")
    return Place(run, toy, site, before)


def test_an_error_at_any_touch_of_the_disk(place: Place) -> None:
    def again() -> Place:
        return place._replace(before=files_after(place, place.run.build(place.data, place.site)))

    old = again()
    place.run.build(place.data, place.site, *HOSTED)  # what is kept is kept after this
    again()
    whole = place.run.build(place.data, place.site, *HOSTED)
    new = files_after(place, whole)
    again()
    swap = next(i for i, one in enumerate(whole.touched, 1) if one.startswith("os.rename"))
    last = len(whole.touched)
    near, ends = range(swap - SLACK, swap + SLACK), (*range(1, 6), *range(last - 2, last))
    ended = set()
    for point in range(1, last) if SOAK else sorted({*near, *ends, 100}):
        number = [errno.ENOSPC, errno.EIO][point % 2]
        failed = place.run.build(place.data, place.site, *HOSTED, fail=point, errno=number)
        touch = failed.touched[point - 1]
        event, _, touched = touch.partition(" ")
        ended.add((event, failed.code))
        made = [one.partition(" ")[2] for one in failed.touched[: point - 1] if "mkdir" in one]
        there = event == "os.mkdir" and stands(touched, [f"{place.site}", *made])
        kept = ".cache" in touched or str(place.run.place) in touched
        if kept or there or event in ("os.link", "os.remove", "os.rmdir"):
            assert (failed.code, failed.err) == (0, ""), touch  # it does without
            assert files(place.site) == new
            again()
        else:
            old.refused(failed, f"{touched}: ")
    assert {("os.rename", 1), ("open", 1), ("os.mkdir", 1), ("os.remove", 0)} <= ended


def stands(folder: str, others: list[str]) -> bool:
    """Whether the folder is one of the others, or around one of them."""
    return any(f"{other}/".startswith(f"{folder.rstrip('/')}/") for other in others)


def files_after(place: Place, run: Run) -> dict[str, bytes]:
    assert (run.code, run.err) == (0, "")
    place.nothing_beside()
    return files(place.site)


def test_a_file_that_grows_too_large(place: Place) -> None:
    failed = place.run.build(place.data, place.site, *HOSTED, limit=200_000)
    place.refused(failed, "File too large")
    assert f"{place.site.parent}/.site-new/" in failed.err


@pytest.mark.parametrize("workers", [1, 2])
def test_a_disk_that_is_full(run: Runner, toy: Path, tmp_path: Path, workers: int) -> None:
    with mounted(tmp_path / "disk", "size=24m") as disk:
        site = disk / "site"
        assert run.build(toy, site).code == 0
        place = Place(run, toy, site, files(site))
        filler = disk / "filler"
        with suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(bytes(4096))
                file.flush()
        os.truncate(filler, filler.stat().st_size // 4096 * 4096 - 200_000)
        failed = run.build(toy, site, *HOSTED, workers=workers)
        filler.unlink()
        place.refused(failed, "No space left on device")
        assert f"{disk}/.site-new/" in failed.err
        assert run.build(toy, site, *HOSTED).code == 0


def test_a_disk_that_is_for_reading_only(place: Place, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=24m") as disk:
        site = shutil.copytree(place.site, disk / "site")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        failed = place.run.build(place.data, site)
        place._replace(site=site).refused(failed, f"{disk}/.site-lock: Read-only file system")


@pytest.mark.parametrize("locked", ["built", "built/site"])
def test_a_folder_that_may_not_be_written(place: Place, tmp_path: Path, locked: str) -> None:
    folder = tmp_path / locked
    folder.chmod(0o555)
    failed = program(*unprivileged(), *PROGRAM, *arguments(place))
    folder.chmod(0o755)
    if locked == "built":
        place.refused(failed, f"{folder}/.site-lock: Permission denied")
    else:  # what counts is the folder that it stands in
        assert failed.code == 0


def test_tables_that_may_not_be_read(place: Place) -> None:
    (place.data / "holders.csv").chmod(0)
    failed = program(*unprivileged(), *PROGRAM, *arguments(place))
    assert failed.err.splitlines() == [
        "data/holders.csv: cannot be read: Permission denied",
        "1 problem in data/; nothing was built.",
    ]
    assert failed.code == 1
    assert files(place.site) == place.before


def a_file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    return path


def loop(path: Path) -> Path:
    path.symlink_to(path.name)
    return path


@pytest.mark.parametrize(
    ("site", "said"),
    [
        (lambda at, data: a_file(at / "s"), "/s: a file stands where the site should be a folder"),
        (lambda at, data: a_file(at / "s") / "site", "/s: "),
        (lambda at, data: a_file(at / "s") / "a" / "site", "/s"),
        (lambda at, data: data / "site", "/data/site: the site cannot stand in or around the "),
        (lambda at, data: data, "/data: the site cannot stand in or around the sources"),
        (lambda at, data: data / "notes", "/notes: the site cannot stand in or around the sources"),
        (lambda at, data: data.parent, ": the site cannot stand in or around the sources"),
        (lambda at, data: a_file(at / "s" / "thesis.txt").parent, "/s: holds files and is no site"),
        (lambda at, data: loop(at / "s"), "/s: "),
        (lambda at, data: at / ("s" * 250), "s-lock: File name too long"),
        (lambda at, data: at / ("s" * 300), ": File name too long"),
    ],
    ids=["a file", "in a file", "deep in a file", "in the tables", "the tables", "the notes",
         "around the tables", "foreign files", "a loop", "a long name", "too long a name"],
)  # fmt: skip
def test_a_place_where_no_site_can_stand(
    run: Runner, toy: Path, tmp_path: Path, site: Callable[[Path, Path], Path], said: str
) -> None:
    at = tmp_path / "at"
    at.mkdir()
    where = site(at, toy)
    before = standing(tmp_path)
    failed = run.build(toy, where)
    assert (failed.code, failed.out, failed.err.count("\n")) == (1, "", 1), failed.err
    assert said in failed.err
    assert standing(tmp_path) == before


def standing(folder: Path) -> dict[str, bytes]:
    """Every file and folder, links as what they say."""
    return {
        str(path): bytes(path.readlink()) if path.is_symlink()
        else path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda at: a_file(at / "tables"), "/tables: Not a directory"),
        (lambda at: at / "tables", "/tables: No such file or directory"),
        (lambda at: loop(at / "tables"), "/tables: "),
    ],
    ids=["a file", "nothing", "a loop"],
)
def test_tables_that_are_no_folder(
    place: Place, tmp_path: Path, data: Callable[[Path], Path], said: str
) -> None:
    place.refused(place.run.build(data(tmp_path), place.site), said)


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("templates", "/templates: No such file or directory"),
        ("static", "/static: No such file or directory"),
        ("templates/pages/product.html", "/templates/pages/product.html: No such file or dir"),
        ("templates/base.html", "/templates/base.html: No such file or directory"),
        ("requirements.txt", "/requirements.txt: No such file or directory"),
    ],
)
def test_a_program_that_is_not_whole(place: Place, tmp_path: Path, lost: str, said: str) -> None:
    copy = program_in(tmp_path / "program")
    path = copy / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    place.refused(program(*PROGRAM, *arguments(place), cwd=copy), said)


def test_a_link_to_nothing_is_where_it_leads(run: Runner, toy: Path, tmp_path: Path) -> None:
    (tmp_path / "www").symlink_to("elsewhere/site")
    assert run.build(toy, tmp_path / "www").code == 0
    assert "nothing has changed" in run.build(toy, tmp_path / "www").out
    assert (tmp_path / "www").is_symlink()
    assert (tmp_path / "elsewhere" / "site" / SITE_MARKER).is_file()
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["site"]


def test_what_an_editor_lays_beside_an_open_table_does_no_harm(place: Place) -> None:
    (place.data / ".#holders.csv").symlink_to("curator@machine.4711:1700000000")
    assert files_after(place, place.run.build(place.data, place.site)) != place.before


@LINUX
def test_two_builds_of_one_site_at_once(place: Place, tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(tmp_path / "reached"), *arguments(place)],
        cwd=ROOT, env={**os.environ, "CGT_WORKERS": "2"}, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    while not (tmp_path / "reached").exists():
        assert first.poll() is None
        time.sleep(0.01)
    second = place.run.build(place.data, place.site, *HOSTED)
    assert (second.code, second.out) == (1, "")
    assert second.err == f"{place.site}: another build is writing it; try again later\n"
    assert files(place.site) == place.before
    (tmp_path / "reached-go").touch()
    out, _ = first.communicate(timeout=60)
    assert " of them changed" in out
    assert files_after(place, Run(first.returncode, out, "", [])) != place.before
    assert ", 0 of them changed" in place.run.build(place.data, place.site).out


def test_many_builds_of_one_site_at_once(place: Place) -> None:
    env = {**os.environ, "CGT_WORKERS": "1"}
    many = [
        subprocess.Popen(
            [*PROGRAM, *arguments(place)], cwd=ROOT, env=env, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]  # fmt: skip
    ended = [(one.communicate(timeout=60)[1], one.returncode) for one in many]
    busy = f"{place.site}: another build is writing it; try again later\n"
    assert {("", 0)} <= set(ended) <= {("", 0), (busy, 1)}
    assert files_after(place, place.run.build(place.data, place.site)) != place.before


def test_the_lock_of_a_build_that_is_gone_does_not_block(place: Place) -> None:
    place.site.with_name(".site-lock").write_bytes(b"")
    assert files_after(place, place.run.build(place.data, place.site)) != place.before


@pytest.mark.skipif(os.name != "posix", reason="there are no such locks")
def test_a_build_waits_a_moment_for_one_that_is_about_to_end(place: Place) -> None:
    code = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX);"
    lock = place.site.with_name(".site-lock")
    held = subprocess.Popen(
        [sys.executable, "-c", f"{code} print(1, flush=True); time.sleep(0.5)", lock],
        stdout=subprocess.PIPE,
    )
    with held:
        assert held.stdout
        held.stdout.readline()
        assert files_after(place, place.run.build(place.data, place.site)) != place.before


@LINUX
def test_a_worker_that_is_killed_ends_the_build(place: Place) -> None:
    code = KILLER.replace("WHEN", '"os.link"')
    failed = program(sys.executable, "-c", code, *arguments(place), CGT_WORKERS="2")
    place.refused(failed, "a worker of the build was killed, perhaps for want of memory")


@pytest.mark.parametrize("spoilt", ["a file", "no right", "full", "damaged", "old"])
def test_a_cache_that_is_of_no_use_only_costs_time(
    tmp_path: Path, spoilt: str, place: Place
) -> None:
    copy = program_in(tmp_path / "program")
    folder = copy / ".cache"
    cached = folder / CACHED_FILES.name
    command = [*PROGRAM, *arguments(place)]
    if spoilt == "a file":
        shutil.rmtree(folder)
        a_file(folder)
        command = [sys.executable, "-c", UNDRAWN, *arguments(place)]
    elif spoilt == "no right":
        forget(cached, "workbook-*")
        for path in (folder, cached):
            path.chmod(0o555)
        command = [*unprivileged(), *command]
    elif spoilt == "full":
        forget(cached, "workbook-*")
        command = [sys.executable, "-c", FULL, str(folder), *arguments(place)]
    elif spoilt == "damaged":
        for entry in cached.glob("workbook-*"):
            (entry / "applications.xlsx").write_bytes(b"")
    else:
        for entry in cached.glob("workbook-*"):
            (entry / cache.CHECKSUM).unlink()
    built = program(*command, cwd=copy)
    for path in (folder, cached):
        if path.is_dir():
            path.chmod(0o755)
    assert (built.code, built.err) == (0, "")
    after = files_after(place, built)
    assert files_after(place, place.run.build(place.data, place.site)) == after
    assert after != place.before


def forget(cached: Path, entries: str) -> None:
    for entry in cached.glob(entries):
        shutil.rmtree(entry)


def arguments(place: Place) -> list[str]:
    return ["build", "--data", str(place.data), "--site", str(place.site)]


def program(*command: str, cwd: Path = ROOT, **env: str) -> Run:
    """A command of its own process, and how it ended."""
    ended = subprocess.run(
        command, cwd=cwd, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **env},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return Run(ended.returncode, ended.stdout, ended.stderr, [])


def program_in(folder: Path, cached: bool = True) -> Path:
    """A copy of the program, without its data; with what it has drawn before, or without."""
    for name in ("generator", "static", "templates"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    if cached:
        pictures = shutil.ignore_patterns("card-*")  # which only a hosted site has
        shutil.copytree(CACHED_FILES, folder / CACHED_FILES.relative_to(ROOT), ignore=pictures)
    shutil.copy(ROOT / "requirements.txt", folder)
    return folder


def unprivileged() -> list[str]:
    """What stands before a command for which the rights of folders hold."""
    if os.name != "posix":
        pytest.skip("rights are others here")
    if os.geteuid():
        return []
    command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    if not shutil.which("setpriv"):
        pytest.skip("rights do not hold for root, and there is no setpriv")
    return command


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small disk of its own, where one may mount it."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here; other tests raise the same error")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


KILLER = """
import os, signal, sys
parent = os.getpid()

def deadly(event, facts):
    if event == WHEN and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(deadly)
from generator.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
FULL = """
import errno, os, sys

def full(event, facts):
    wants = event == "open" and facts[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if (wants or event in ("os.mkdir", "os.rename")) and str(facts[0]).startswith(sys.argv[1]):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), facts[0])

sys.addaudithook(full)
from generator.__main__ import main
sys.exit(main(sys.argv[2:]))
"""
UNDRAWN = f"""
import pathlib, sys
from generator.engine import cache

def drawn(folder, name):  # drawing takes seconds, and is not what this is about
    workbook = name.startswith("workbook-")
    return get(folder if workbook else pathlib.Path({str(CACHED_FILES)!r}), name)

get, cache.get = cache.get, drawn
from generator.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
