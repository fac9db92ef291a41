"""A build may be killed at any moment: the site is the old one or the new one, never a mixture."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from generator import places
from generator.__main__ import REPAIRED
from generator.engine.site import temporary_paths
from generator.places import ROOT, SITE_MARKER

from .conftest import TOY
from .runs import Run, Runner, running
from .test_build import files
from .test_tables import spoil

SOAK = bool(os.environ.get("SOAK"))
KILLS = 200 if SOAK else 20
AROUND = 4  # touches before and after the swap, and at either end of a run
ELSEWHERE = 4  # more of them, spread over the run
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")


class Site(NamedTuple):
    """A site that is built from one of two folders of tables in turn, and killed on the way."""

    run: Runner
    place: Path
    data: dict[str, Path]
    wanted: dict[str, dict[str, bytes]]  # the files of the site, by the name of its tables

    def state(self) -> str:
        """Whose site stands there, whole; a mixture fails."""
        if not self.place.exists():
            return "none"
        found = files(self.place)
        whose = [name for name, wanted in self.wanted.items() if found == wanted]
        assert whose, "a mixture, or a part"
        return whose[0]

    def beside(self) -> list[str]:
        """What stands beside the site."""
        return sorted({path.name for path in self.place.parent.iterdir()} - {"site"})

    def survived(self, old: str, new: str) -> str:
        """What a kill has left, once it and the next build have been looked at."""
        state = self.state()
        assert state in (old, new, "none")
        if state == "none":
            assert files(temporary_paths(self.place).old) == self.wanted[old]
        following = self.run.build(self.data[new], self.place)
        assert (following.code, following.err) == (0, "")
        assert following.out.startswith(f"{REPAIRED}\n") == (state == "none")
        assert self.state() == new
        assert self.beside() == []
        return state


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    place = tmp_path_factory.mktemp("killed")
    data = {name: shutil.copytree(TOY, place / name / "data") for name in ("first", "second")}
    spoil(data["second"], "holders", "Exampletoys", "Exampletoyz")
    with running(place / "runs") as run:
        wanted = {}
        for name, tables in data.items():
            assert run.build(tables, place / name / "site").code == 0
            wanted[name] = files(place / name / "site")
        assert wanted["first"] != wanted["second"]
        found = Site(run, place / "built" / "site", data, wanted)
        found.place.parent.mkdir()
        yield found


@pytest.fixture
def turns(site: Site) -> Iterator[Iterator[tuple[str, str]]]:
    """The names of what stands there and of what is built next, turn by turn."""

    def pairs() -> Iterator[tuple[str, str]]:
        while True:
            yield "first", "second"
            yield "second", "first"

    assert site.run.build(site.data["first"], site.place).code == 0
    return pairs()


def moments(whole: Run) -> list[int]:
    """The touches of a run at which to kill it: all around its swap, and some elsewhere."""
    count = len(whole.touched)
    if SOAK:
        return list(range(1, count + 1))
    first, second = (i for i, one in enumerate(whole.touched, 1) if one.startswith("os.rename"))
    spread = random.Random(3).sample(range(1, count + 1), ELSEWHERE)
    near = range(first - AROUND, second + AROUND)
    ends = *range(1, AROUND), *range(count - AROUND + 1, count + 1)
    return sorted({*near, *ends, *spread})


def test_killed_at_any_touch_of_the_disk(site: Site, turns: Iterator[tuple[str, str]]) -> None:
    old, new = next(turns)
    whole = site.run.build(site.data[new], site.place)
    left: Counter[str] = Counter()
    for moment, (old, new) in zip(moments(whole), turns, strict=False):
        died = site.run.build(site.data[new], site.place, kill=moment)
        assert died.code == -signal.SIGKILL
        left[{old: "old", new: "new", "none": "none"}[site.survived(old, new)]] += 1
    assert left["none"] == 1, "only between the two renames there is no site"
    assert min(left["old"], left["new"]) >= AROUND


@LINUX
def test_killed_at_random_moments_with_its_workers(
    site: Site, turns: Iterator[tuple[str, str]]
) -> None:
    chance = random.Random(11)
    env = {**os.environ, "CGT_WORKERS": "2"}
    fresh = temporary_paths(site.place).new
    lasts = 0.5
    for turn, (old, new) in zip(range(KILLS), turns, strict=False):
        command = [*PROGRAM, "build", "--data", str(site.data[new]), "--site", str(site.place)]
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait = chance.uniform(0, lasts)
        if turn % 2:  # once it writes
            while process.poll() is None and not fresh.exists():
                time.sleep(0.002)
            wait = chance.uniform(0, lasts / 3)
        try:
            process.wait(wait)
            lasts = time.monotonic() - started
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            lasts += 0.01  # until kills come too late now and then
        site.survived(old, new)


@LINUX
def test_workers_end_with_their_parent_and_write_nothing_more(
    site: Site, turns: Iterator[tuple[str, str]], tmp_path: Path
) -> None:
    old, new = next(turns)
    build = ["build", "--data", str(site.data[new]), "--site", str(site.place)]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(tmp_path / "reached"), *build],
        cwd=ROOT, env={**os.environ, "CGT_WORKERS": "2"}, start_new_session=True,
    )  # fmt: skip
    while not (tmp_path / "reached").exists():
        assert process.poll() is None
        time.sleep(0.01)
    assert len(living(process.pid)) == 3
    os.kill(process.pid, signal.SIGKILL)  # it alone
    process.wait()
    assert site.survived(old, new) == old
    assert living(process.pid) == []


@LINUX
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "kill"])
def test_interrupted_while_workers_write(
    site: Site, turns: Iterator[tuple[str, str]], tmp_path: Path, how: signal.Signals
) -> None:
    old, new = next(turns)
    build = ["build", "--data", str(site.data[new]), "--site", str(site.place)]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(tmp_path / "reached"), *build],
        cwd=ROOT, env={**os.environ, "CGT_WORKERS": "2"}, start_new_session=True,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not (tmp_path / "reached").exists():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, how)
    _, said = process.communicate(timeout=10)
    if how == signal.SIGINT:
        assert (process.returncode, said) == (130, "Interrupted.\n")
        assert site.beside() == []
    assert site.survived(old, new) == old
    assert living(process.pid) == []


@pytest.mark.parametrize(("kill", "left"), [(4, [".site-lock"]), (60, [".site-lock", ".site-new"])])
def test_what_a_killed_build_left_goes_even_if_nothing_has_changed(
    site: Site, turns: Iterator[tuple[str, str]], kill: int, left: list[str]
) -> None:
    old, _ = next(turns)
    assert "nothing has changed" in site.run.build(site.data[old], site.place).out
    hosted = "--site-url", "https://example.org/"
    site.run.build(site.data[old], site.place, *hosted, kill=kill)
    assert site.beside() == left
    assert "0 of them changed" in site.run.build(site.data[old], site.place).out
    assert site.beside() == []


def test_the_old_site_is_put_back_even_if_the_new_tables_have_problems(
    site: Site, turns: Iterator[tuple[str, str]], toy: Path
) -> None:
    old, _ = next(turns)
    site.place.rename(temporary_paths(site.place).old)
    spoil(toy, "holders", "Exampletoys", "")
    failed = site.run.build(toy, site.place)
    assert (failed.code, failed.out) == (1, f"{REPAIRED}\n")
    assert "name is empty" in failed.err
    assert site.state() == old
    assert site.beside() == []


def test_killed_as_it_keeps_what_it_made(
    site: Site, turns: Iterator[tuple[str, str]], tmp_path: Path
) -> None:
    cached = shutil.copytree(places.CACHED_FILES, tmp_path / "cached")

    def forget() -> None:
        for entry in cached.glob("workbook-*"):
            shutil.rmtree(entry)

    old, new = next(turns)
    forget()
    whole = site.run.build(site.data[new], site.place, cached=str(cached))
    keeps = [i for i, one in enumerate(whole.touched, 1) if f" {cached}/" in one]
    assert len(keeps) > 4
    for moment in keeps:
        forget()
        old, new = new, old
        died = site.run.build(site.data[new], site.place, cached=str(cached), kill=moment)
        assert died.code == -signal.SIGKILL
        following = site.run.build(site.data[new], site.place, cached=str(cached))
        assert (following.code, following.err) == (0, "")
        assert site.state() == new


def test_the_toy_tells_its_two_sites_apart_by_more_than_one_page(site: Site) -> None:
    first, second = site.wanted.values()
    assert SITE_MARKER in first
    assert 5 < sum(first[name] != second.get(name) for name in first) < len(first)


def living(session: int) -> list[int]:
    """The processes of a session that are not dead."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = stat.parent.name, stat.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(rest[3]) == session and rest[0] not in "ZX":
            found.append(int(pid))
    return found


PROGRAM = [sys.executable, "-m", "generator"]
SLOW = """
import os, sys, time
parent, reached = os.getpid(), sys.argv[1]
waited = 0

def slowly(event, facts):  # the first link of a worker waits until it is told to go on
    global waited
    if event == "os.link" and os.getpid() != parent and not waited:
        waited = 1
        os.close(os.open(reached, os.O_CREAT))
        for _ in range(3000):
            if os.access(reached + "-go", os.F_OK):
                break
            time.sleep(0.01)

sys.addaudithook(slowly)
from generator.__main__ import main
sys.exit(main(sys.argv[2:]))
"""
