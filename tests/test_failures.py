"""What goes wrong with folders and disks: one line that names the place, and the old site whole."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from .conftest import ADDRESS, in_one_language
from .runs import PROGRAM, SOAK, Run, Stage, files, in_worker, program
from .test_killed import LINUX

HOSTED = ("--site-url", ADDRESS)  # every page is another one
BUSY = "another build is writing it; try again later"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_grows_too_large(stage: Stage, workers: int) -> None:
    failed = stage.build(1, *HOSTED, limit=200_000, workers=workers)
    stage.refused(failed, "File too large")
    assert f"{stage.site.parent}/.site-new/" in failed.err


def test_a_disk_that_is_full_and_one_that_is_for_reading_only(stage: Stage, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=24m") as disk:
        here = stage._replace(site=disk / "site")
        here.done(here.build(0), 0)
        with suppress(OSError), (disk / "filler").open("wb") as file:
            while True:
                file.write(bytes(4096))
                file.flush()
        os.truncate(disk / "filler", (disk / "filler").stat().st_size // 4096 * 4096 - 200_000)
        failed = here.build(1, *HOSTED, workers=2)
        (disk / "filler").unlink()
        here.refused(failed, "No space left on device")
        assert f"{disk}/.site-new/" in failed.err
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        here.refused(here.build(1), f"{disk}/.site-lock: Read-only file system")


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


def unprivileged(stage: Stage) -> Run:
    """A build for which the rights of files and folders hold."""
    before = [] if os.name == "posix" and os.geteuid() else ["setpriv", "--bounding-set=-all"]
    if before and not shutil.which("setpriv"):
        pytest.skip("rights do not hold for root, and there is no setpriv")
    command = [*before, *(["--inh-caps=-all"] if before else []), *PROGRAM, *stage.arguments()]
    return program(*command, cwd=stage.run.copy)


def test_what_may_not_be_written_or_read(stage: Stage, toy: Path) -> None:
    folder = stage.site.parent
    folder.chmod(0o555)
    failed = unprivileged(stage)
    folder.chmod(0o755)
    stage.refused(failed, f"{folder}/.site-lock: Permission denied")
    stage.site.chmod(0o555)
    assert (unprivileged(stage).code, stage.stands()) == (0, 1)  # what counts is where it stands
    if (left := folder / ".site-old").exists():
        left.chmod(0o755)
        shutil.rmtree(left)
    (toy / "holders.csv").chmod(0)
    failed = unprivileged(stage._replace(tables=[toy, toy]))
    assert failed.err.splitlines() == [
        "data/holders.csv: cannot be read: Permission denied",
        "1 problem in data/; nothing was built.",
    ]
    assert (failed.code, stage.stands()) == (1, 1)


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
        (lambda at, data: a_file(at / "s") / "a" / "site", "/s"),
        (lambda at, data: data / "site", "/data/site: the site cannot stand in or around the "),
        (lambda at, data: data, "/data: the site cannot stand in or around the sources"),
        (lambda at, data: data / "notes", "/notes: the site cannot stand in or around the sources"),
        (lambda at, data: data.parent, ": the site cannot stand in or around the sources"),
        (lambda at, data: a_file(at / "s" / "thesis.txt").parent, "/s: holds files and is no site"),
        (lambda at, data: loop(at / "s"), "/s: "),
        (lambda at, data: at / ("s" * 250), "s-lock: File name too long"),
    ],
    ids=["a file", "in a file", "in the tables", "the tables", "the notes", "around the tables",
         "foreign files", "a loop", "a long name"],
)  # fmt: skip
def test_a_place_where_no_site_can_stand(
    two_sites: Stage, toy: Path, tmp_path: Path, site: Callable[[Path, Path], Path], said: str
) -> None:
    (tmp_path / "at").mkdir()
    where = site(tmp_path / "at", toy)
    before = files(tmp_path), sorted(tmp_path.rglob("*"))
    failed = two_sites.run.build(toy, where)
    assert (failed.code, failed.out, failed.err.count("\n")) == (1, "", 1), failed.err
    assert said in failed.err
    assert (files(tmp_path), sorted(tmp_path.rglob("*"))) == before


def test_tables_that_are_no_folder(stage: Stage, tmp_path: Path) -> None:
    for data, said in (
        (a_file(tmp_path / "file"), "/file: Not a directory"),
        (tmp_path / "nothing", "/nothing: No such file or directory"),
        (loop(tmp_path / "loop"), "/loop: "),
    ):
        stage.refused(stage.run.build(data, stage.site), said)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_program_that_is_not_whole(stage: Stage, workers: int) -> None:
    templates = stage.run.copy / "templates"
    for lost, said in (
        *((name, f"/{name}: No such file or directory") for name in ("templates", "static")),
        ("requirements.txt", "/requirements.txt: No such file or directory"),
        ("templates/base.html", f"'base.html' not found in search path: '{templates}'"),
    ):
        path = stage.run.copy / lost
        path.rename(stage.run.copy / "lost")
        failed = stage.build(1, workers=workers)
        (stage.run.copy / "lost").rename(path)
        stage.refused(failed, said)


def test_a_link_to_nothing_is_where_it_leads(two_sites: Stage, toy: Path, tmp_path: Path) -> None:
    (tmp_path / "www").symlink_to("elsewhere/site")
    assert two_sites.run.build(toy, tmp_path / "www").code == 0
    assert "nothing has changed" in two_sites.run.build(toy, tmp_path / "www").out
    assert (tmp_path / "www").is_symlink()
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["site"]


def test_what_an_editor_lays_beside_an_open_table_does_no_harm(stage: Stage, toy: Path) -> None:
    in_one_language(toy)
    (toy / ".#holders.csv").symlink_to("curator@machine.4711:1700000000")
    stage.done(stage.run.build(toy, stage.site), 0)


@LINUX
def test_two_builds_of_one_site_at_once(stage: Stage, tmp_path: Path) -> None:
    first = subprocess.Popen(
        in_worker("wait", tmp_path / "reached", *stage.arguments()),
        cwd=stage.run.copy, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    while not (tmp_path / "reached").exists():
        assert first.poll() is None
        time.sleep(0.01)
    second = stage.build(1, *HOSTED)
    assert (second.code, second.out, second.err) == (1, "", f"{stage.site}: {BUSY}\n")
    assert stage.stands() == 0
    (tmp_path / "reached-go").touch()
    out, _ = first.communicate(timeout=60)
    assert " of them changed" in out
    stage.done(Run(first.returncode, out, "", []))


@pytest.mark.skipif(not SOAK, reason="the test of two builds shows as much: make soak")
def test_many_builds_of_one_site_at_once(stage: Stage) -> None:
    command = [*PROGRAM, *stage.arguments()]
    many = [
        subprocess.Popen(command, cwd=stage.run.copy, text=True, stderr=subprocess.PIPE)
        for _ in range(8)
    ]
    ended = [(one.communicate(timeout=60)[1], one.returncode) for one in many]
    assert {("", 0)} <= set(ended) <= {("", 0), (f"{stage.site}: {BUSY}\n", 1)}
    stage.done(stage.build(1))


@pytest.mark.skipif(os.name != "posix", reason="there are no such locks")
def test_a_build_waits_a_moment_for_one_that_is_about_to_end(stage: Stage) -> None:
    lock = stage.site.with_name(".site-lock")
    lock.write_bytes(b"")  # as a build that is gone has left it
    stage.done(stage.build(1))
    code = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX);"
    code += "print(1, flush=True); time.sleep(0.5)"
    with subprocess.Popen([sys.executable, "-c", code, lock], stdout=subprocess.PIPE) as held:
        assert held.stdout
        held.stdout.readline()
        stage.done(stage.build(0), 0)


@LINUX
def test_a_worker_that_is_killed_ends_the_build(stage: Stage, tmp_path: Path) -> None:
    command = in_worker("kill", tmp_path / "reached", *stage.arguments())
    said = "a worker of the build was killed, perhaps for want of memory"
    stage.refused(program(*command, cwd=stage.run.copy), said)


@pytest.mark.parametrize("spoilt", ["no right", "full", "a file", "damaged", "in part"])
def test_a_cache_that_is_of_no_use_only_costs_time(stage: Stage, spoilt: str) -> None:
    made = stage.run.copy / ".cache/files"
    for book in made.glob("*/tables.xlsx"):
        shutil.rmtree(book.parent)
    stage.build(1)
    stage.build(0)
    books = sorted(made.glob("*/tables.xlsx"))
    before = {book: book.read_bytes() for book in books}
    assert len(books) == 2
    for book in books:
        if spoilt == "damaged":
            book.write_bytes(b"")
        elif spoilt == "in part":
            for other in {*book.parent.iterdir()} - {book}:
                other.unlink()
        else:
            shutil.rmtree(book.parent)
            if spoilt == "a file":
                a_file(book.parent)
    if spoilt == "no right":
        made.chmod(0o555)
        built = unprivileged(stage)
        made.chmod(0o755)
    else:
        built = stage.build(1, **({"full": str(made.parent)} if spoilt == "full" else {}))
    stage.done(built)
    if spoilt == "a file":
        for book in books:
            book.parent.unlink()
    stage.build(0)
    after = {book: book.read_bytes() for book in made.glob("*/tables.xlsx")}
    assert after.items() <= before.items()
