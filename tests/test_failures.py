"""What goes wrong with folders and disks: one line that names the place, and the old site whole."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ADDRESS
from .runs import PROGRAM, Run, Stage, files, in_worker, program
from .test_killed import LINUX

HOSTED = ("--site-url", ADDRESS)  # every page is another one
BUSY = "another build is writing it; try again later"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_grows_too_large(stage: Stage, workers: int) -> None:
    failed = stage.build(1, *HOSTED, limit=200_000, workers=workers)
    stage.refused(failed, "File too large")
    assert f"{stage.site.parent}/.site-new/" in failed.err


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


PLACES: dict[str, tuple[Callable[[Path, Path], Path], str]] = {
    "a file": (lambda at, data: a_file(at / "s"), "/s: a file stands where the site should be"),
    "in a file": (lambda at, data: a_file(at / "s") / "a" / "site", "/s"),
    "in the tables": (lambda at, data: data / "site", "the site cannot stand in or around the so"),
    "foreign files": (lambda at, data: a_file(at / "s/x.txt").parent, "holds files and is no site"),
    "a loop": (lambda at, data: loop(at / "s"), "/s: "),
    "a long name": (lambda at, data: at / ("s" * 250), "s-lock: File name too long"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_where_no_site_can_stand(
    two_sites: Stage, toy: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "at").mkdir()
    site, said = PLACES[place]
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


@pytest.mark.parametrize("spoilt", ["full", "a file", "in part"])
def test_a_cache_that_is_of_no_use_only_costs_time(stage: Stage, spoilt: str) -> None:
    made = stage.run.copy / ".cache/files"
    for book in made.glob("*/tables.xlsx"):
        shutil.rmtree(book.parent)
    stage.build(1)
    (book,) = made.glob("*/tables.xlsx")
    before = book.read_bytes()
    stage.build(0)
    if spoilt == "in part":
        for other in {*book.parent.iterdir()} - {book}:
            other.unlink()
    else:
        shutil.rmtree(book.parent)
        if spoilt == "a file":
            a_file(book.parent)
    stage.done(stage.build(1, **({"full": str(made.parent)} if spoilt == "full" else {})))
    if spoilt == "a file":
        book.parent.unlink()
    stage.build(0)
    stage.done(stage.build(1))
    assert book.read_bytes() == before
