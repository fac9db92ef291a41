"""Work done by several processes: every result, errors with their place, nobody left."""

import os
import sys

import pytest

from generator.engine.workers import parallel_map
from tests.runs import program

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process forks")

FORKING = """
import os, signal, time
parent = os.getpid()
from generator.engine.workers import parallel_map

def work(n):
    if n == "lost":
        os.kill(os.getpid(), signal.SIGKILL)
    return (lambda: n) if n == "closure" else n * n if isinstance(n, int) else 1 / 0

def tried(items):
    try:
        print(sorted(parallel_map(work, items, workers=2)))
    except Exception as error:
        print(type(error).__name__, "in work" in str(error.__cause__))

tried(range(6))
tried([1, 2, "zero", 3])
tried([1, "lost", 2, 3])
tried([1, "closure"])
print(list(parallel_map(lambda n: os.getpid() == parent, [1, 2], least=3, workers=2)))
slowly = parallel_map(lambda n: (time.sleep(0.05), (os.getpid(), n))[1], range(12), workers=2)
by_worker = {}
for worker, n in slowly:
    by_worker.setdefault(worker, []).append(n)
print(sorted(sorted(own)[-1] - sorted(own)[0] + 1 == len(own) for own in by_worker.values()))
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("0 workers left")
"""


@LINUX
def test_an_error_in_a_worker_is_raised_with_its_place_and_a_loss_is_not_waited_for() -> None:
    """In a process of its own: where there are threads, nothing is forked."""
    run = program(sys.executable, "-c", FORKING)
    assert run.out.splitlines() == [
        "[0, 1, 4, 9, 16, 25]",
        "ZeroDivisionError True",
        "ChildProcessError False",
        "AttributeError False",
        "[True, True]",
        "[True, True]",  # each worker had items that are neighbours
        "0 workers left",
    ], run.err


def test_one_worker_is_the_process_itself() -> None:
    assert list(parallel_map(lambda n: (n, os.getpid()), range(2), workers=1)) == [
        (n, os.getpid()) for n in range(2)
    ]
    with pytest.raises(ZeroDivisionError) as error:
        list(parallel_map(lambda n: 1 // n, [1, 0], workers=1))
    assert error.value.__cause__ is None
