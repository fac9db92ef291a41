"""Ask every address of data/sources.csv: python -m tests.external_links prints what is broken.

A list in Markdown goes to standard output; the exit code is 1 if anything is broken. Needs nothing
but Python, and the network.
"""

import csv
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "data" / "sources.csv"
SECONDS = 30
AGENT = {"User-Agent": "Mozilla/5.0 (compatible; link check of a reference catalogue)"}
HERE = (401, 403, 405, 406, 429, 503)  # refuses programs, which is no news for readers


def broken(url: str) -> str | None:
    """Why an address does not answer; None if it does, or only refuses programs."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=AGENT), timeout=SECONDS):
            return None
    except urllib.error.HTTPError as error:
        with error:
            return None if error.code in HERE else f"answers {error.code}"
    except (OSError, ValueError) as error:
        return str(getattr(error, "reason", error)) or type(error).__name__


def report(sources: Path) -> Iterator[str]:
    """A line of Markdown for each address that does not answer, in order of the table."""
    with sources.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["url"]]
    with ThreadPoolExecutor(8) as pool:
        for row, why in zip(rows, pool.map(broken, (row["url"] for row in rows)), strict=True):
            if why:
                yield f"- `{row['id']}`: <{row['url']}> {why.replace('`', '')}"


def main(sources: Path = SOURCES) -> int:
    """Print the report; 1 if there is anything in it."""
    lines = list(report(sources))
    print(*(lines or ["Every address answers."]), sep="\n")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
