"""The command line: the only module that prints.

Exit codes: 0 done; 1 problems in the data, or the site cannot be written; 2 wrong usage.
"""

import argparse
import gc
import shlex
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from . import places
from .options import parser
from .problems import DataProblems, Problem

REPAIRED = "An earlier build was killed as it put its site in place; the one before was put back."


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = parser().parse_args(arguments)
    commands = {
        "build": _build, "check": _check, "tidy": _tidy, "serve": _serve, "impact": _impact,
        "workbook": _workbook, "import": _import, "release": _release,
    }  # fmt: skip
    try:
        return commands[options.command](options)
    except DataProblems as found:
        if getattr(options, "annotate", False):
            print(*map(annotation, found.problems), sep="\n")
        outcomes = {
            "workbook": "no workbook was written",
            "import": "nothing was changed",
            "release": "nothing was released",
        }
        return _tell(
            found.problems, options.data, outcomes.get(options.command, "nothing was built")
        )
    except ChildProcessError as error:
        print(f"{error.strerror}; try again, or {places.WORKERS}=1", file=sys.stderr)
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}{error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130


def _build(options: argparse.Namespace) -> int:
    from .engine.site import restore_site
    from .engine.stamps import Inputs, count_if_unchanged, hash_inputs, remember

    started = time.perf_counter()
    if restore_site(options.site):
        print(REPAIRED)
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
    seconds = time.perf_counter() - started
    name = options.site.name
    print(f"{made.files} files in {name}/, {len(made.changed)} of them changed, {seconds:.2f} s")
    return 0


def _bar(pages: Iterable[Any]) -> Iterable[Any]:
    """A progress bar where the terminal is one."""
    if not sys.stderr.isatty():
        return pages
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # else a thread, with which there is no more forking
    return tqdm(pages, unit=" pages", leave=False, delay=0.5)


def _check(options: argparse.Namespace) -> int:
    from .build import answering_pages
    from .checks import load
    from .figures import all_figures
    from .remarks import remarks
    from .tidying import untidy

    catalogue = load(options.data)
    answering_pages(catalogue, all_figures(catalogue), options.data.name)
    for path in untidy(options.data)[0]:
        name = f"{options.data.name}/{path.name}"
        print(f"{name}: sound, but not in canonical form (run: make tidy)")
    print(
        f"No problems: {len(catalogue.guidelines)} guidelines, {len(catalogue.products)} products, "
        f"{len(catalogue.approvals)} approvals; {editions(len(catalogue.editions))} released."
    )
    for remark in remarks(catalogue):
        print(remark)
    return 0


def editions(count: int) -> str:
    """How many there are, in words that are noticed if one has been lost."""
    return {0: "no edition", 1: "one edition"}.get(count, f"{count} editions")


def _tidy(options: argparse.Namespace) -> int:
    from .checks import load
    from .tidying import tidy

    changed, problems = tidy(options.data)
    for name in changed:
        print(f"{name}: rewritten")
    if problems:
        return _tell(problems, options.data, "left as it was")
    try:
        load(options.data)
    except DataProblems as found:
        remain = f"{len(found.problems)} problem{'s remain' if found.problems[1:] else ' remains'}"
        print(f"Form mended; {remain}: make check")
    else:
        print("Every table is in canonical form.")
    return 0


def _impact(options: argparse.Namespace) -> int:
    from .releases import impact

    print(*impact(options.data, options.since), sep="\n")
    return 0


def _release(options: argparse.Namespace) -> int:
    from .releases import frozen_told, release

    path = release(options.data, options.date, options.note)
    print(f"{options.data.name}/editions/{path.name}: released; commit it and never change it")
    print(frozen_told(options.data))
    print("Released by mistake and not yet committed or published? Delete this file.")
    return 0


def _workbook(options: argparse.Namespace) -> int:
    from .forms import tables_workbook
    from .imports import read_tables

    content = tables_workbook(read_tables(options.data))
    try:
        with options.file.open("xb") as out:  # never over a workbook that somebody has edited
            out.write(content)
    except FileExistsError:
        said = "is there already: move it away or choose another name"
        print(f"{options.file} {said}", file=sys.stderr)
        return 1
    file = shlex.quote(str(options.file))
    print(f"{options.file}: written; edit it, then: make import FILE={file}")
    return 0


def _import(options: argparse.Namespace) -> int:
    from .edits import total
    from .engine.files import rewrite
    from .imports import read_import
    from .sheets import mark

    found = read_import(options.file, options.data, options.allow_deletions, options.allow_stale)
    for note in found.notes:
        print(note, file=sys.stderr)
    if found.problems:
        try:
            copy = mark(options.file, found.problems)
        except OSError as error:  # the copy is open in Excel
            copy = None
            print(f"{error.filename}: cannot be written: {error.strerror}", file=sys.stderr)
        marked = f"; marked in {copy}" if copy else ""
        return _tell(found.problems, options.file, f"nothing was changed{marked}")
    rewrite(found.texts)
    for edit in found.edits:
        print(edit)
    for path in found.texts:
        print(f"{options.data.name}/{path.name}: rewritten")
    print(f"{total(found.edits)}." if found.texts else "The tables say the same already.")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from jinja2 import TemplateError

    from .engine.servers import Server, rebuilds
    from .engine.site import refuse_other_folders, resolve, restore_site
    from .serve import Builds

    site = resolve(options.site)
    sources = [options.data, places.TEMPLATES, places.STATIC]
    refuse_other_folders(site, places.ROOT, sources, places.SITE_MARKER)
    if restore_site(site):
        print(REPAIRED)
    server = Server(site, options.port, places.RELOAD_SCRIPT)
    builds = Builds(options.data, site, options.site_url, server.notify)

    def once() -> None:
        started = time.perf_counter()
        try:
            made = builds.once()
        except DataProblems as found:
            _tell(found.problems, options.data, "the last good site, if any, is still served")
            server.notify([*map(str, found.problems)])
        except (OSError, TemplateError) as error:  # a template or a file caught half saved
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            server.notify([f"{type(error).__name__}: {error}"])
        else:
            server.notify(changed=made.changed)
            seconds = time.perf_counter() - started
            print(f"{len(made.changed)} files changed, {seconds:.2f} s", flush=True)

    once()
    server.start()
    print(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C ends)", flush=True)
    for _ in rebuilds(sources, once):
        pass
    return 0


def annotation(problem: Problem) -> str:
    """A problem as a workflow command of GitHub, which shows it at its line of the change."""
    file, _, line = problem.place.partition(":")
    at = f"file={file},line={line}" if line.isdecimal() else f"file={file}"
    message = problem.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::error {at.replace('%', '%25')}::{message}"


def _tell(problems: Sequence[object], where: Path, outcome: str) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    name = where.name if where.suffix == ".xlsx" else f"{where.name}/"
    print(f"{count} in {name}; {outcome}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
