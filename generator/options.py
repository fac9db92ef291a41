"""What the command line takes; nothing heavy is imported here, and nothing done."""

import argparse
import datetime as dt
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .places import ROOT


class WrongUsage(Exception):
    """What is wrong with an option, in a line: the usage of argparse says nothing to a curator."""


def parser() -> argparse.ArgumentParser:
    """What the command line takes; parsing raises WrongUsage, or exits as argparse does."""
    top = argparse.ArgumentParser(
        prog="python -m generator",
        description="Build the CGT China catalogue: tables in data/, a static site in site/.",
        epilog="Exit codes: 0 done; 1 problems in the data, or the site cannot be written; "
        "2 wrong usage.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, help_text: str, site: bool = False) -> Any:
        found = commands.add_parser(name, help=help_text)
        folder: dict[str, Any] = {"type": Path, "metavar": "DIR"}
        found.add_argument("--data", default=ROOT / "data", help="the tables (data/)", **folder)
        if site:
            found.add_argument("--site", default=ROOT / "site", help="the output (site/)", **folder)
            found.add_argument(
                "--site-url", type=_address, metavar="URL",
                help="where the site will be hosted; adds canonical addresses to the pages",
            )  # fmt: skip
        return found.add_argument

    command("build", "check the tables and build the site", site=True)
    check = command("check", "check the tables: every problem, with file and line")
    check("--annotate", action="store_true", help="also mark the lines for a workflow of GitHub")
    command("tidy", "rewrite the tables in canonical form after a spreadsheet")
    impact = command("impact", "what the tables change on the site, in words")
    impact("--since", type=Path, metavar="DIR", help="the tables as they were (latest edition)")
    release = command("release", "freeze the tables as an edition, for ever")
    release("--note", required=True, help="what is new in it, in a sentence or two")
    release("--date", required=True, type=_day, metavar="YYYY-MM-DD", help="the day of the release")
    serve = command("serve", "build, show in the browser, rebuild on every save", site=True)
    serve("--port", type=_port, default=8000, metavar="N", help="(8000)")
    file = {"nargs": "?", "default": "", "metavar": "FILE.xlsx"}
    workbook = command("workbook", "write all tables into one Excel workbook, to edit")
    workbook("file", type=_workbook, help="a file that is not there", **file)
    back = command("import", "check such a workbook, rewrite the tables, print each change")
    back("file", type=_workbook, help="the edited workbook", **file)
    back("--allow-deletions", action="store_true", help="even if many rows of a table are gone")
    back("--allow-stale", action="store_true", help="even if it undoes what was changed since")
    series = command("import-series", "turn a publisher's workbook of counts into rows of series")
    series("file", type=_series, help="the workbook, or a CSV file", **file)
    series("--allow-deletions", action="store_true", help="even if earlier rows of a series go")
    series("--map", type=Path, metavar="MAP.toml", help="what its headers and words mean")
    return top


def _workbook(text: str) -> Path:
    if not text:
        raise WrongUsage("Which workbook? Name it, as in: make import FILE=tables.xlsx")
    if not text.casefold().endswith(".xlsx"):
        raise WrongUsage(f"{text!r} is not the name of an Excel workbook, .xlsx")
    return Path(text)


def _series(text: str) -> Path:
    if not text:
        raise WrongUsage("Which file? Name it, as in: make import-series FILE=counts.xlsx")
    return Path(text)


def _day(text: str) -> dt.date:
    if not text:
        example = 'make release DATE=2027-01-15 NOTE="What is new."'
        raise WrongUsage(f"Which day? Name it, as in: {example}")
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise WrongUsage(f"DATE is {text!r}, not a day like 2027-01-15") from None


def _address(text: str) -> str:
    """The address of a site, called `site_url` elsewhere: it always ends with a slash."""
    scheme, host, path, *more = urlsplit(text)
    if scheme not in ("http", "https") or not host or any(more) or re.search(r"\s|\.html$", text):
        raise WrongUsage(f"{text!r} is not an address like https://example.org/")
    return f"{scheme}://{host}{path.rstrip('/')}/"


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65536):
        raise WrongUsage(f"{text!r} is not a port, from 0 to 65535")
    return int(text)
