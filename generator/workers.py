"""Work spread over the processors by forking, where that is safe and pays."""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_work: Callable[[Any], Any]  # a closure cannot be sent to a worker, but a fork inherits it
_items: Sequence[Any]


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], least: int = 2
) -> Iterator[Result]:
    """The result for each item, in order; by several processes if there are `least` items.

    What `work` changes in memory is lost with its process; only its result comes back.
    """
    global _work, _items
    count = min(workers(), len(items))
    if count < 2 or len(items) < least:
        yield from map(work, items)
        return
    import gc
    from multiprocessing import get_context

    _work, _items = work, items
    gc.freeze()  # else a collection in a worker would copy all that they share
    with get_context("fork").Pool(count) as pool:
        yield from pool.imap(_one, range(len(items)))


def _one(place: int) -> Any:
    return _work(_items[place])


def workers() -> int:
    """How many processes may share the work: one where a fork is not safe.

    A fork copies one thread only; locks that others held stay locked in it. CGT_WORKERS limits it.
    """
    alone = threading.active_count() == 1 and "vl_convert" not in sys.modules  # V8 has threads
    if not sys.platform.startswith("linux") or not alone:
        return 1
    limit = os.environ.get("CGT_WORKERS", "")
    return int(limit) if limit.isdecimal() else len(os.sched_getaffinity(0))
