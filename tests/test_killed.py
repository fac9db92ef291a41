"""A build may be stopped at any moment: the site is the old one or the new one, never a mixture."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from .conftest import spoil
from .runs import PROGRAM, SOAK, Stage, in_worker

KILLS = 200 if SOAK else 3
AROUND = 2  # touches before and after the swap, and at either end of a run
REPAIRED = "An earlier build was killed as it put its site in place; the one before was put back."
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")


def moments(touched: list[str]) -> list[int]:
    """The touches of a run at which to stop it: around its two renames, and one of each kind."""
    count = len(touched)
    if SOAK:
        return list(range(1, count + 1))
    swap = [i for i, one in enumerate(touched, 1) if one.startswith("os.rename")]
    near = range(swap[0] - AROUND, swap[1] + AROUND)
    ends = *range(1, 1 + AROUND), *range(count - AROUND, count + 1)
    kinds = {one.partition(" ")[0]: i for i, one in enumerate(touched[: swap[0] - 9], 1)}
    return sorted({*near, *ends, *kinds.values()})


def survived(stage: Stage, new: int) -> str:
    """What a kill has left, once it and the next build have been looked at."""
    state = stage.stands()
    if state is None:
        stage.site.with_name(".site-old").rename(stage.site)
        assert stage.stands() == 1 - new
        stage.site.rename(stage.site.with_name(".site-old"))
    following = stage.build(new)
    assert following.out.startswith(f"{REPAIRED}\n") == (state is None)
    stage.done(following, new)
    return "none" if state is None else "new" if state == new else "old"


def test_killed_at_any_touch_of_the_disk(stage: Stage) -> None:
    left: Counter[str] = Counter()
    for turn, moment in enumerate(moments(stage.build(1).touched)):
        new = turn % 2
        assert stage.build(new, kill=moment).code == -signal.SIGKILL
        left[survived(stage, new)] += 1
    assert left["none"] == 1, "only between the two renames there is no site"
    assert min(left["old"], left["new"]) >= AROUND


def test_an_error_at_any_touch_of_the_disk(stage: Stage) -> None:
    touches = stage.build(1).touched
    stage.build(0)
    ended = set()
    for moment in moments(touches):
        number = [errno.ENOSPC, errno.EIO][moment % 2]
        failed = stage.build(1, fail=moment, errno=number)
        event, _, touched = failed.touched[moment - 1].partition(" ")
        ended.add((event, failed.code))
        if failed.code:
            stage.refused(failed, f"{touched}: {os.strerror(number)}")
        else:  # it does without
            assert (failed.err, stage.stands()) == ("", 1)
            stage.done(stage.build(0), 0)
    assert {("os.rename", 1), ("open", 1), ("os.mkdir", 1), ("os.remove", 0)} <= ended


@LINUX
def test_killed_at_random_moments_with_its_workers(stage: Stage) -> None:
    chance = random.Random(11)
    fresh, lasts = stage.site.with_name(".site-new"), 0.5
    for turn in range(KILLS):
        new, started = 1 - turn % 2, time.monotonic()
        process = subprocess.Popen(
            [*PROGRAM, *stage.arguments(new)], cwd=stage.run.copy, start_new_session=True,
            env={**os.environ, "CGT_WORKERS": "2"}, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        wait = chance.uniform(0, lasts)
        if turn % 3:  # once it writes
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
        survived(stage, new)


@LINUX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_workers_end_with_their_parent_and_write_nothing_more(
    stage: Stage, tmp_path: Path, how: signal.Signals
) -> None:
    process = subprocess.Popen(
        in_worker("wait", tmp_path / "reached", *stage.arguments()), cwd=stage.run.copy,
        start_new_session=True, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not (tmp_path / "reached").exists():
        assert process.poll() is None
        time.sleep(0.01)
    assert len(living(process.pid)) == 3
    if how == signal.SIGKILL:
        os.kill(process.pid, how)  # it alone
        process.wait()
    else:
        os.killpg(process.pid, how)
    _, said = process.communicate(timeout=60)
    if how == signal.SIGINT:
        assert (process.returncode, said, stage.beside()) == (130, "Interrupted.\n", [])
    assert survived(stage, 1) == "old"
    assert living(process.pid) == []


def living(session: int) -> list[int]:
    """The processes of a session that are not dead."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its = stat.read_text("utf-8").rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(its) == session and state not in "ZX":
            found.append(int(stat.parent.name))
    return found


def test_the_old_site_is_put_back_even_if_the_new_tables_have_problems(
    stage: Stage, toy: Path
) -> None:
    stage.site.rename(stage.site.with_name(".site-old"))
    spoil(toy, "holders", "Exampletoys", "")
    failed = stage.run.build(toy, stage.site)
    assert (failed.code, failed.out) == (1, f"{REPAIRED}\n")
    assert "name is empty" in failed.err
    assert (stage.stands(), stage.beside()) == (0, [])


def test_what_a_killed_build_left_goes_even_if_nothing_has_changed(stage: Stage) -> None:
    stage.build(0)
    for kill, left in ((4, [".site-lock"]), (60, [".site-lock", ".site-new"])):
        assert "nothing has changed" in stage.build(0).out
        stage.build(0, "--site-url", "https://example.org/", kill=kill)
        assert stage.beside() == left
        again = stage.build(0)
        assert "0 of them changed" in again.out
        stage.done(again, 0)


def test_killed_as_it_keeps_what_it_made(stage: Stage) -> None:
    made = stage.run.copy / ".cache/files"

    def forget() -> None:
        for book in made.glob("*/tables.xlsx"):
            shutil.rmtree(book.parent)

    forget()
    touched = stage.build(1).touched
    keeps = [i for i, one in enumerate(touched, 1) if f" {made}/" in one]
    assert len(keeps) > 4
    for turn, moment in enumerate(keeps if SOAK else keeps[1::3]):
        forget()
        assert stage.build(turn % 2, kill=moment).code == -signal.SIGKILL
        stage.done(stage.build(turn % 2), turn % 2)
