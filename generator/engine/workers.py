"""Work done by several processes, by forking, where that is safe."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Any, TypeVar

# Called with results as they come, how many there will be, and what they are: passes them on, and
# shows how far they are.
Progress = Callable[[Iterable[Any], int, str], Iterable[Any]]
Item = TypeVar("Item")
Result = TypeVar("Result")

KILLED = "a worker of the build was killed, perhaps for want of memory"
PR_SET_PDEATHSIG = 1  # of prctl(2)

# What a worker inherits by the fork; a closure could not be sent to it.
_work: Callable[[Any], Any]
_items: Sequence[Any]
_lock: Any
_taken: memoryview  # shared by all: workers so far, items taken from the front, and from the back
_from_back: bool  # which end this worker takes items from


def quietly(results: Iterable[Any], _count: int, _what: str) -> Iterable[Any]:
    """Progress that is not shown."""
    return results


def parallel_map(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    least: int = 2,
    workers: int | None = None,
) -> Generator[Result, None, None]:
    """The result for each item, in any order.

    Where a fork is safe and there are `least` items or more, several processes do it: so many
    `workers`, or one for each processor. With `least=1` even a single item is done in a separate
    process. Half of the workers begin with the last item: so each keeps to like items, if like ones
    are neighbours, and makes less twice.

    What `work` changes in memory is lost; only its result comes back, pickled. No worker outlives
    the caller. Raises what `work` raises, and ChildProcessError if a worker was killed.
    """
    global _work, _items, _lock, _taken
    count = min(_processors() if workers is None else workers, len(items))
    if count < min(least, 2) or len(items) < least or not _fork_is_safe():
        yield from map(work, items)
        return
    import gc
    import mmap
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    forks = get_context("fork")
    _work, _items = work, items
    _lock, _taken = forks.Lock(), memoryview(mmap.mmap(-1, 3 * 8)).cast("q")
    gc.freeze()  # else a collection in a worker would copy all that they share
    pool = ProcessPoolExecutor(count, forks, initializer=_start, initargs=(os.getpid(),))
    try:
        for result in as_completed([pool.submit(_work_on_next) for _ in items]):
            yield result.result()
    except BrokenProcessPool:
        raise ChildProcessError(None, KILLED) from None
    except BaseException:  # even an interruption
        for worker in active_children():  # what it still does is of no use
            worker.kill()
        raise
    finally:
        pool.shutdown()


def _work_on_next() -> Any:
    with _lock:
        _, front, back = _taken
        _taken[2 if _from_back else 1] += 1
    return _work(_items[-1 - back if _from_back else front])


def _start(parent: int) -> None:
    """Choose an end, and make this process end with its parent: it must not write the next site."""
    global _from_back
    with _lock:
        _from_back = _taken[0] % 2 == 1
        _taken[0] += 1
    import ctypes

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it as well, and reports it
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)


def _fork_is_safe() -> bool:
    """Whether this process has one thread: locks that another held would stay locked in a fork."""
    threads = threading.active_count() > 1 or "vl_convert" in sys.modules  # V8 has threads
    return sys.platform.startswith("linux") and not threads


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
