"""A program measured from outside: how long it takes, and how much memory."""

import json
import math
import os
import signal
import subprocess
import sys
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


# Runs a program and tells what it took. Between us and it, since the kernel counts the memory of
# whoever started a program as that program's own, and we hold whole sites.
MEASURE = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
ended = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
seconds = time.perf_counter() - started
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
found = seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime
said = ended.stdout[-1500:].decode(errors="replace")
print(json.dumps([found, ended.returncode, said]))
"""


def run(command: Sequence[str | Path], folder: Path, limit: float = 300) -> Run:
    """Run a program to its end; raises Failed."""
    with subprocess.Popen(
        [sys.executable, "-c", MEASURE, *command],
        cwd=folder,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as program:
        try:
            told, _ = program.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            return Run(math.inf, math.nan, math.nan)
    found, code, said = json.loads(told)
    if code:
        raise Failed(f"{command}: {said}")
    return Run(*found)


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
