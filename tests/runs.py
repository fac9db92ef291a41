"""Many runs of the program in little time, each in a fork of one process that has it loaded.

A run can be made to die, or to get an error, as it is about to touch the disk for the n-th time:
to write, link, rename or remove something. So every moment of it can be tried, again and again.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
TOUCHES = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.truncate"}


class Run(NamedTuple):
    """How a run ended: its exit code, or less than 0 the signal; what it said; what it touched."""

    code: int
    out: str
    err: str
    touched: list[str]  # "event file", in order


class Runner:
    """Starts runs; `place` is a folder for what they say, and for stamps."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.runs", str(place)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __call__(self, *arguments: object, **asked: Any) -> Run:
        """One run.

        Asked may be: `kill`, or `fail` with `errno`, at which touch; how many `workers`; `limit`
        of bytes a file; `cached`, another folder for drawings and workbooks.
        """
        asked["arguments"] = [str(one) for one in arguments]
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        code = int(self.process.stdout.readline())
        said = (self.place / name for name in ("out", "err", "touched"))
        out, err, touched = (file.read_text("utf-8", "surrogateescape") for file in said)
        return Run(code, out, err, touched.splitlines())

    def build(self, data: Path, site: Path, *more: str, **asked: Any) -> Run:
        """One `build`."""
        return self("build", "--data", data, "--site", site, *more, **asked)


@contextlib.contextmanager
def running(place: Path) -> Iterator[Runner]:
    """A runner for as long as it is needed."""
    if not hasattr(os, "fork"):
        import pytest

        pytest.skip("nothing can be forked here")
    place.mkdir()
    runner = Runner(place)
    yield runner
    with runner.process as process:
        process.communicate()


def _serve(place: Path) -> None:
    import generator.__main__
    import generator.build
    import generator.places

    generator.places.STAMPS = place / "stamps"  # else stamps of sites that are gone pile up
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _child(place, json.loads(line))
        _, status = os.waitpid(child, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _child(place: Path, asked: dict[str, Any]) -> None:
    from generator.__main__ import main

    code = 70
    try:
        os.setsid()
        streams = (sys.stdin, os.devnull, "r"), (sys.stdout, "out", "w"), (sys.stderr, "err", "w")
        for stream, name, mode in streams:
            with (place / name).open(mode) as file:
                os.dup2(file.fileno(), stream.fileno())
        os.environ["CGT_WORKERS"] = str(asked.get("workers", 1))
        if limit := asked.get("limit"):
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        if cached := asked.get("cached"):
            import generator.places

            generator.places.CACHED_FILES = Path(cached)
        _watch(place, asked)
        code = main(asked["arguments"])
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _watch(place: Path, asked: dict[str, Any]) -> None:
    """Count what is touched; die or fail when it is time."""
    me, log = os.getpid(), os.open(place / "touched", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    count = 0

    def seen(event: str, facts: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and facts[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if os.getpid() != me or not (writes or event in TOUCHES):
            return
        count += 1
        os.write(log, f"{event} {facts[0]}\n".encode("utf-8", "surrogateescape"))
        if count == asked.get("kill"):
            os.killpg(0, signal.SIGKILL)
        if count == asked.get("fail"):
            raise OSError(asked["errno"], os.strerror(asked["errno"]), facts[0])

    sys.addaudithook(seen)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
