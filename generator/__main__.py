"""The command line: the only module that prints.

Exit codes: 0 done; 1 problems in the data, or the site cannot be written; 2 wrong usage.
"""

import argparse
import gc
import shlex
import sys
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from . import places
from .engine.problems import DataProblems
from .options import WrongUsage, parser

BAR = "{desc} {bar} {n_fmt} of {total_fmt}"
OUTCOMES = {  # of commands that met problems
    "workbook": "no workbook was written",
    "import": "nothing was changed",
    "import-series": "nothing was changed",
    "release": "nothing was released",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    commands = {
        "build": _build, "check": _check, "tidy": _tidy, "serve": _serve, "impact": _impact,
        "workbook": _workbook, "import": _import, "import-series": _import_series,
        "release": _release,
    }  # fmt: skip
    try:
        options = parser().parse_args(arguments)
    except WrongUsage as error:
        return _stop(str(error), 2)
    try:
        return commands[options.command](options)
    except DataProblems as error:
        if getattr(options, "annotate", False):
            print(*(problem.annotation for problem in error.problems), sep="\n")
        return _fail(
            error.problems, options.data, OUTCOMES.get(options.command, "nothing was built")
        )
    except ChildProcessError as error:
        return _stop(f"{error.strerror}; try again, or {places.WORKERS}=1")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _stop(f"{where}{error.strerror or error}")
    except KeyboardInterrupt:
        return _stop("Interrupted.", 130)


def _build(options: argparse.Namespace) -> int:
    from .engine.cache import Inputs, count_if_unchanged, hash_inputs, remember
    from .engine.site import restore_site

    started = time.perf_counter()
    if restore_site(options.site):
        print(places.RESTORED)
    folders = options.data, *places.PROGRAM
    inputs = Inputs(folders, places.REQUIREMENTS, options.site_url)
    if (count := count_if_unchanged(inputs, options.site, places.STAMPS)) is not None:
        print(f"{count} files in {options.site.name}/, nothing has changed")
        return 0
    before = hash_inputs(inputs)
    from .build import build

    gc.set_threshold(200_000, 20, 20)  # most of what is made lives to the end of the run
    made = build(options.data, options.site, options.site_url, _bar)
    remember(inputs, options.site, places.STAMPS, before, made.files)
    seconds, name = time.perf_counter() - started, options.site.name
    print(f"{made.files} files in {name}/, {len(made.changed)} of them changed, {seconds:.2f} s")
    return 0


def _bar(results: Iterable[Any], count: int, what: str) -> Iterable[Any]:
    """A progress bar that names what is made, where the terminal shows one."""
    if not sys.stderr.isatty():
        return results
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # else a thread, with which there is no more forking
    return tqdm(results, what, count, leave=False, delay=0.5, bar_format=BAR)


def _check(options: argparse.Namespace) -> int:
    from .build import check
    from .cgt.definition import CGT
    from .cgt.rates import self_checks
    from .engine.impacts import warnings
    from .engine.releases import summary
    from .engine.tables import untidy

    catalogue = check(options.data)
    for path in untidy(catalogue.schema, options.data)[0]:
        print(f"{options.data.name}/{path.name}: sound, but not in canonical form (run: make tidy)")
    checks = [one.reproduces for one in self_checks(catalogue).values()]
    print(*summary(catalogue), sep="\n")
    print(f"{len(checks)} self-checks, of which {sum(checks)} reproduce.")
    for warning in warnings(CGT, catalogue):
        print(warning)
    return 0


def _tidy(options: argparse.Namespace) -> int:
    from .build import check
    from .cgt.tables import SCHEMA
    from .engine.files import rewrite
    from .engine.tables import untidy

    texts, problems = untidy(SCHEMA, options.data)
    rewrite(texts)
    for path in texts:
        print(f"{options.data.name}/{path.name}: rewritten")
    if problems:
        return _fail(problems, options.data, "left as it was")
    try:
        check(options.data)
    except DataProblems as error:
        count = len(error.problems)
        print(f"Form mended; {count} problem{'s remain' if count > 1 else ' remains'}: make check")
    else:
        print("Every table is in canonical form.")
    return 0


def _impact(options: argparse.Namespace) -> int:
    from .build import check, plan
    from .cgt.definition import CGT
    from .engine.impacts import impact

    data, now = options.data, check(options.data)
    print(impact(CGT, now, data, options.since, lambda one: plan(one, data.name).files()), end="")
    return 0


def _release(options: argparse.Namespace) -> int:
    from .build import check, plan
    from .engine.files import rewrite
    from .engine.releases import release, release_line

    catalogue, day, note = check(options.data), options.date, options.note
    site = plan(catalogue, options.data.name)
    figures = site.figures.values()
    files = release(catalogue, options.data, day, note, site=site.files, figures=figures)
    path = next(iter(files))
    path.parent.mkdir(exist_ok=True)
    rewrite(files)
    print(f"{options.data.name}/editions/{path.name}: released; commit it and never change it")
    print(release_line(catalogue))
    print("Released by mistake and not yet committed or published? Undo both files.")
    return 0


def _workbook(options: argparse.Namespace) -> int:
    from .cgt.tables import SCHEMA
    from .engine.exports import tables_workbook
    from .engine.imports import read_tables

    content = tables_workbook(SCHEMA, read_tables(SCHEMA, options.data))
    try:
        with options.file.open("xb") as out:  # never over a workbook that somebody has edited
            out.write(content)
    except FileExistsError:
        return _stop(f"{options.file} is there already: move it away or choose another name")
    file = shlex.quote(str(options.file))
    print(f"{options.file}: written; edit it, then: make import FILE={file}")
    return 0


def _import(options: argparse.Namespace) -> int:
    from .build import problems
    from .cgt.tables import SCHEMA
    from .engine.differences import change_counts
    from .engine.files import rewrite
    from .engine.imports import read_import
    from .engine.sheets import write_annotated_copy

    data, allowed = options.data, (options.allow_deletions, options.allow_stale)
    result = read_import(SCHEMA, options.file, data, partial(problems, data), *allowed)
    for note in result.notes:
        print(note, file=sys.stderr)
    if result.problems:
        try:
            copy = write_annotated_copy(options.file, result.problems)
        except OSError as error:  # the copy is open in Excel
            copy = None
            print(f"{error.filename}: cannot be written: {error.strerror}", file=sys.stderr)
        annotated = f"; marked in {copy}" if copy else ""
        return _fail(result.problems, options.file, f"nothing was changed{annotated}")
    rewrite(result.texts)
    for edit in result.edits:
        print(edit)
    for path in result.texts:
        print(f"{data.name}/{path.name}: rewritten")
    print(
        f"{change_counts(result.edits)}." if result.texts else "The tables hold the same already."
    )
    return 0


def _import_series(options: argparse.Namespace) -> int:
    from .build import check
    from .cgt.series_import import read_series, with_import
    from .engine.files import rewrite
    from .engine.tables import csv_text

    catalogue = check(options.data)
    result = read_series(options.file, options.map, catalogue)
    print(*result.report, sep="\n")
    if result.problems:
        return _fail(result.problems, options.file, "nothing was changed")
    rows, lost = with_import(catalogue.rows["series"], result.rows)
    if lost and not options.allow_deletions:
        return _fail(lost, options.file, "nothing was changed; to take them out: --allow-deletions")
    check(options.data, {**{name: [*own] for name, own in catalogue.rows.items()}, "series": rows})
    rewrite({options.data / "series.csv": csv_text(catalogue.schema["series"], rows).encode()})
    print(f"{options.data.name}/series.csv: rewritten")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from .serve import serve

    for line in serve(options.data, options.site, options.site_url, options.port):
        print(line, flush=True)
    return 0


def _stop(message: str, code: int = 1) -> int:
    """Print why a command stops; returns the exit code."""
    print(message, file=sys.stderr)
    return code


def _fail(problems: Sequence[object], where: Path, outcome: str) -> int:
    """Print problems, how many they are and what came of it; returns the exit code."""
    print(*problems, sep="\n", file=sys.stderr)
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    name = where.name if where.suffix in (".xlsx", ".csv") else f"{where.name}/"
    return _stop(f"{count} in {name}; {outcome}.")


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
