"""Many runs of the program in little time, each in a fork of one process that has it loaded.

A run can be made to die, or to get an error, as it is about to touch the disk for the n-th time:
to write, link, rename or remove something. So every moment of it can be tried, again and again.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
PROGRAM = [sys.executable, "-m", "generator"]
SOAK = bool(os.environ.get("SOAK"))
TOUCHES = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.truncate"}


class Run(NamedTuple):
    """How a run ended: its exit code, or less than 0 the signal; what it said; what it touched."""

    code: int
    out: str
    err: str
    touched: list[str]  # "event file", in order


def program_in(folder: Path, cached: bool = True) -> Path:
    """A copy of the program, without its data; with what it has cached, or without."""
    for name in ("generator", "static", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "requirements.txt", folder)
    if cached:
        passing = shutil.ignore_patterns("tmp*")  # which another process is storing
        shutil.copytree(ROOT / ".cache/files", folder / ".cache/files", ignore=passing)
    return folder


def program(*command: str, cwd: Path = ROOT, umask: int = -1, **env: str) -> Run:
    """A command of its own process, and how it ended."""
    ended = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, timeout=120,
        check=False, umask=umask,
    )  # fmt: skip
    return Run(ended.returncode, ended.stdout, ended.stderr, [])


class Runner:
    """Starts runs of a copy of the program, which tests may spoil like its cache."""

    def __init__(self, place: Path) -> None:
        self.place, self.copy = place, program_in(place / "program")
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(place)], cwd=self.copy, text=True,
            env={**os.environ, "PYTHONPATH": str(self.copy)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def __call__(self, *arguments: object, **asked: Any) -> Run:
        """One run.

        Asked may be: `kill`, or `fail` with `errno`, at which touch; `full`, a folder that takes
        nothing more; how many `workers`; `limit` of bytes a file.
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
    runner = Runner(place)
    yield runner
    with runner.process as process:
        process.communicate()


def files(site: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    found = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


class Stage(NamedTuple):
    """A site, and two folders of tables that it is built from: 0 has been, 1 is to be."""

    run: Runner
    site: Path
    tables: list[Path]
    wanted: list[dict[str, bytes]]  # the files of the site, of either

    def arguments(self, which: int = 1) -> list[str]:
        """Those of a build."""
        return ["build", "--data", str(self.tables[which]), "--site", str(self.site)]

    def build(self, which: int, *more: str, **asked: Any) -> Run:
        """Build the site from one of the two."""
        return self.run(*self.arguments(which), *more, **asked)

    def stands(self) -> int | None:
        """Whose site stands there, whole; a mixture fails."""
        if not self.site.exists():
            return None
        found = files(self.site)
        assert found in self.wanted, "a mixture, or a part"
        return self.wanted.index(found)

    def beside(self) -> list[str]:
        """What stands beside the site."""
        return sorted({path.name for path in self.site.parent.iterdir()} - {"site"})

    def refused(self, run: Run, said: str, which: int = 0) -> None:
        """The run has ended as a failure should: one line, exit 1, all else as it was."""
        assert (run.code, run.out, run.err.count("\n")) == (1, "", 1), run.err
        assert said in run.err
        assert (self.stands(), self.beside()) == (which, [])

    def done(self, run: Run, which: int = 1) -> None:
        """The run has built that site, and nothing beside it."""
        assert (run.code, run.err) == (0, "")
        assert (self.stands(), self.beside()) == (which, [])


def in_worker(act: str, reached: Path, *arguments: str) -> list[str]:
    """A run of two workers of which the first to link a file is killed, or waits ("wait").

    It makes the file `reached` then, and goes on once there is one named so with "-go".
    """
    return [sys.executable, "-c", HOOKED, act, str(reached), *arguments]


HOOKED = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
os.environ["CGT_WORKERS"] = "2"
parent, act, reached = os.getpid(), *sys.argv[1:3]
met = False

def hook(event, facts):
    global met
    if event == "os.link" and os.getpid() != parent and not met:
        met = True
        if act == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        os.close(os.open(reached, os.O_CREAT))
        until = time.monotonic() + 30
        while time.monotonic() < until and not os.access(reached + "-go", os.F_OK):
            time.sleep(0.01)

sys.addaudithook(hook)
from generator.__main__ import main
sys.exit(main(sys.argv[3:]))
"""


def _serve(place: Path) -> None:
    import generator.__main__
    import generator.build  # noqa: F401  loaded once, for all

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
    full, count = asked.get("full", "\0"), 0

    def seen(event: str, facts: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and facts[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if os.getpid() != me or not (writes or event in TOUCHES):
            return
        count += 1
        os.write(log, f"{event} {facts[0]}\n".encode("utf-8", "surrogateescape"))
        if count == asked.get("kill"):
            os.killpg(0, signal.SIGKILL)
        if count == asked.get("fail") or str(facts[0]).startswith(full):
            number = asked.get("errno", 28)  # no space left
            raise OSError(number, os.strerror(number), facts[0])

    sys.addaudithook(seen)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
