"""A program measured from outside: how long it takes, and how much memory."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """One run of a program; `seconds` is infinite if it was ended at its limit."""

    seconds: float
    peak: float  # MiB of its largest process
    work: float  # seconds of all its processors: steadier where others use the machine too


class Failed(Exception):
    """A program that ended badly, with the end of what it said."""


def run(command: Sequence[str | Path], folder: Path, limit: float = 300) -> Run:
    """Run a program to its end; raises Failed."""
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as program:
        started = time.perf_counter()
        ended = threading.Timer(limit, os.killpg, (program.pid, signal.SIGKILL))
        ended.start()
        said = program.stdout.read() if program.stdout else b""
        _, status, usage = os.wait4(program.pid, 0)
        seconds = time.perf_counter() - started
        ended.cancel()
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode == -signal.SIGKILL:
        seconds = float("inf")
    elif program.returncode:
        raise Failed(f"{command}: {said[-1500:].decode(errors='replace')}")
    return Run(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def until(there: Callable[[], bool], limit: float = 10) -> float:
    """Seconds until that is so; infinite if it never is."""
    started = time.perf_counter()
    while not there():
        if time.perf_counter() - started > limit:
            return float("inf")
        time.sleep(0.001)
    return time.perf_counter() - started


def holds(file: Path, text: bytes) -> bool:
    """Whether a file is there and has that text; it may be replaced at any moment."""
    try:
        return text in file.read_bytes()
    except OSError:
        return False


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def writing(files: Mapping[str, bytes], folder: Path) -> float:
    """Seconds that it takes to write these files and nothing else: the limit of any generator."""
    folders = {(folder / name).parent for name in files}
    started = time.perf_counter()
    for one in folders:
        one.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(handle, content)
        os.close(handle)
    return time.perf_counter() - started
