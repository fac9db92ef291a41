"""Work spread over the processors by forking, where that is safe and pays."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

ENDED = "a worker of the build was killed, perhaps for want of memory; try again, or CGT_WORKERS=1"
ON_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl

_work: Callable[[Any], Any]  # a closure cannot be sent to a worker, but a fork inherits it
_items: Sequence[Any]


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], least: int = 2
) -> Generator[Result, None, None]:
    """The result for each item, in order; by several processes if there are `least` items.

    What `work` changes in memory is lost with its process; only its result comes back. No worker
    outlives the caller, however that ends. Raises OSError if a worker was killed.
    """
    global _work, _items
    count = workers()
    if count < 2 or len(items) < least:
        yield from map(work, items)
        return
    import gc
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    _work, _items = work, items
    gc.freeze()  # else a collection in a worker would copy all that they share
    crew = ProcessPoolExecutor(
        min(count, len(items)), get_context("fork"), initializer=_die_with, initargs=(os.getpid(),)
    )
    try:
        for result in [crew.submit(_one, place) for place in range(len(items))]:
            yield result.result()
    except BrokenProcessPool:
        raise ChildProcessError(None, ENDED) from None
    except BaseException:  # even an interruption
        for worker in active_children():  # what it still does is of no use
            worker.kill()
        raise
    finally:
        crew.shutdown()


def _one(place: int) -> Any:
    return _work(_items[place])


def _die_with(parent: int) -> None:
    """End when the parent does: nobody may write into the folder of a site that is given up."""
    import ctypes

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it as well, and says so
    ctypes.CDLL(None).prctl(ON_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it was quicker
        os._exit(1)


def workers() -> int:
    """How many processes may share the work: one where a fork is not safe.

    A fork copies one thread only; locks that others held stay locked in it. CGT_WORKERS limits it.
    """
    alone = threading.active_count() == 1 and "vl_convert" not in sys.modules  # V8 has threads
    if not sys.platform.startswith("linux") or not alone:
        return 1
    limit = os.environ.get("CGT_WORKERS", "")
    return int(limit) if limit.isdecimal() else len(os.sched_getaffinity(0))
