"""Work spread over processes: in order, with its errors, and nobody left behind."""

import sys

from .runs import program
from .test_killed import LINUX

SPREADING = """
import os, signal
from generator.workers import spread

def work(n):
    if n == "lost":
        os.kill(os.getpid(), signal.SIGKILL)
    return (lambda: n) if n == "closure" else n * n if isinstance(n, int) else 1 / 0

for items in (range(6), [1, 2, "zero", 3], [1, "lost", 2, 3], [1, "closure"]):
    try:
        print(list(spread(work, items)))
    except Exception as error:
        print(type(error).__name__, "in work" in str(error.__cause__))
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("0 workers left")
"""


@LINUX
def test_an_error_in_a_worker_is_raised_with_its_place_and_a_loss_is_not_waited_for() -> None:
    told = program(sys.executable, "-c", SPREADING, CGT_WORKERS="2")  # threads here: no forks
    assert told.out.splitlines() == [
        "[0, 1, 4, 9, 16, 25]",
        "ZeroDivisionError True",
        "ChildProcessError False",
        "AttributeError False",
        "0 workers left",
    ], told.err
    told = program(sys.executable, "-c", SPREADING, CGT_WORKERS="1")
    assert told.out.splitlines()[:2] == ["[0, 1, 4, 9, 16, 25]", "ZeroDivisionError False"]
