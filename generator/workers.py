"""Work spread over the processors by forking, where that is safe and pays."""

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

ENDED = "a worker of the build was killed, perhaps for want of memory; try again, or CGT_WORKERS=1"
ON_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], least: int = 2
) -> Generator[Result, None, None]:
    """The result for each item, in order; by several processes if there are `least` items.

    What `work` changes in memory is lost with its process; only its result comes back. No worker
    outlives the caller, however that ends. Raises OSError if a worker was killed.
    """
    count = min(workers(), len(items))
    if count < 2 or len(items) < least:
        yield from map(work, items)
        return
    import gc

    gc.freeze()  # else a collection in a worker would copy all that they share
    crew: dict[Connection, int] = {}
    try:
        for _ in range(count):
            _hire(crew, work, items)
        yield from _in_order(list(crew), len(items))
    finally:
        for line, worker in crew.items():
            line.close()
            os.kill(worker, signal.SIGKILL)  # it has nothing to do, or nothing that matters
            os.waitpid(worker, 0)


def _in_order(crew: "Sequence[Connection]", count: int) -> Iterator[Any]:
    """What the workers make of each item: whoever is done gets the next one."""
    from multiprocessing.connection import wait

    done: dict[int, Any] = {}
    left = iter(range(count))
    idle = list(crew)
    for place in range(count):
        while place not in done:
            for line in idle:
                if (number := next(left, None)) is not None:
                    _told(line.send, number)
            ready = wait(crew)
            idle = [line for line in crew if line in ready]
            for line in idle:
                number, result, error = _told(line.recv)
                if error:
                    raise error
                done[number] = result
        yield done.pop(place)


def _told(speak: Callable[..., Any], *words: Any) -> Any:
    try:
        return speak(*words)
    except (EOFError, BrokenPipeError, ConnectionResetError) as error:
        raise ChildProcessError(None, ENDED) from error


def _hire(crew: "dict[Connection, int]", work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """Fork a worker, and add the line to it: numbers of items go out, results come back."""
    from multiprocessing import Pipe

    ours, theirs = Pipe()
    parent, worker = os.getpid(), os.fork()
    if worker:
        theirs.close()
        crew[ours] = worker
        return
    try:
        for line in (*crew, ours):
            line.close()
        _live_and_die_with(parent)
        _serve(theirs, work, items)
    finally:
        os._exit(1)


def _live_and_die_with(parent: int) -> None:
    """End when the parent does: nobody may write into the folder of a site that is given up."""
    import ctypes

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it as well, and says so
    ctypes.CDLL(None).prctl(ON_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it was quicker
        os._exit(1)


def _serve(line: "Connection", work: Callable[[Any], Any], items: Sequence[Any]) -> NoReturn:
    while True:
        number = line.recv()
        try:
            answer: tuple[int, Any, Exception | None] = number, work(items[number]), None
        except Exception as error:
            error.add_note(f"In a worker:\n{traceback.format_exc()}")
            answer = number, None, error
        try:
            line.send(answer)
        except (TypeError, AttributeError, pickle.PicklingError) as error:
            line.send((number, None, RuntimeError(f"cannot be sent to the parent: {error}")))


def workers() -> int:
    """How many processes may share the work: one where a fork is not safe.

    A fork copies one thread only; locks that others held stay locked in it. CGT_WORKERS limits it.
    """
    alone = threading.active_count() == 1 and "vl_convert" not in sys.modules  # V8 has threads
    if not sys.platform.startswith("linux") or not alone:
        return 1
    limit = os.environ.get("CGT_WORKERS", "")
    return int(limit) if limit.isdecimal() else len(os.sched_getaffinity(0))
