"""What the command line takes; nothing heavy is imported here, and nothing done."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import NoReturn

from .places import ROOT


def parser() -> argparse.ArgumentParser:
    """What the command line takes."""
    top = argparse.ArgumentParser(
        prog="python -m generator",
        description="Build the CGT China catalogue: tables in data/, a static site in site/.",
        epilog="Exit codes: 0 done; 1 problems in the data, or the site cannot be written; "
        "2 wrong usage.",
    )
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument(
        "--data", type=Path, default=ROOT / "data", metavar="DIR", help="the tables (data/)"
    )
    site = argparse.ArgumentParser(add_help=False)
    site.add_argument(
        "--site", type=Path, default=ROOT / "site", metavar="DIR", help="the output (site/)"
    )
    site.add_argument(
        "--site-url",
        type=_address,
        metavar="URL",
        help="where the site will be hosted; adds canonical addresses to the pages",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("build", parents=[data, site], help="check the tables and build the site")
    check = commands.add_parser(
        "check", parents=[data], help="check the tables: every problem, with file and line"
    )
    check.add_argument(
        "--annotate", action="store_true", help="also mark the lines for a workflow of GitHub"
    )
    commands.add_parser(
        "tidy", parents=[data], help="rewrite the tables in canonical form after a spreadsheet"
    )
    impact = commands.add_parser(
        "impact", parents=[data], help="what the tables change on the site, in words"
    )
    impact.add_argument(
        "--since", type=Path, metavar="DIR", help="the tables as they were (the latest edition)"
    )
    release = commands.add_parser(
        "release", parents=[data], help="freeze the tables as an edition, for ever"
    )
    release.add_argument("--note", required=True, help="what is new in it, in a sentence or two")
    release.add_argument(
        "--date",
        required=True,
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day of the release",
    )
    serve = commands.add_parser(
        "serve", parents=[data, site], help="build, show in the browser, rebuild on every save"
    )
    serve.add_argument(
        "--port", type=int, default=8000, choices=range(65536), metavar="N", help="(8000)"
    )
    workbook = commands.add_parser(
        "workbook", parents=[data], help="write all tables into one Excel workbook, to edit"
    )
    workbook.add_argument(
        "file",
        type=_xlsx,
        nargs="?",
        default="",
        metavar="FILE.xlsx",
        help="a file that is not there",
    )
    back = commands.add_parser(
        "import", parents=[data], help="check such a workbook, rewrite the tables, tell each change"
    )
    back.add_argument(
        "file", type=_xlsx, nargs="?", default="", metavar="FILE.xlsx", help="the edited workbook"
    )
    back.add_argument(
        "--allow-deletions", action="store_true", help="even if many rows of a table are gone"
    )
    back.add_argument(
        "--allow-stale", action="store_true", help="even if it undoes what was changed since"
    )
    return top


def _xlsx(text: str) -> Path:
    if not text:
        _wrong("Which workbook? Name it, as in: make import FILE=tables.xlsx")
    if not text.casefold().endswith(".xlsx"):
        _wrong(f"{text!r} is not the name of an Excel workbook, .xlsx")
    return Path(text)


def _day(text: str) -> dt.date:
    if not text:
        _wrong('Which day? Name it, as in: make release DATE=2027-01-15 NOTE="What is new."')
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        _wrong(f"DATE is {text!r}, not a day like 2027-01-15")


def _address(text: str) -> str:
    """The address of a site, called `site_url` elsewhere: it always ends with a slash."""
    if not text.startswith(("http://", "https://")):
        _wrong(f"{text!r} is not an address like https://example.org/")
    return text.rstrip("/") + "/"


def _wrong(said: str) -> NoReturn:
    """End with wrong usage, told in a line: the usage of argparse says nothing to a curator."""
    print(said, file=sys.stderr)
    raise SystemExit(2)
