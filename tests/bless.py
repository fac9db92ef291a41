"""Accept the toy site as it is built now: python -m tests.bless, then read the diff.

The tables and columns that CONTRIBUTING.md lists are written anew, too.
"""

import shutil
import tempfile
from pathlib import Path

from generator.build import build

from . import columns

HERE = Path(__file__).parent


def expected(site: Path) -> dict[str, bytes]:
    """The files of a built toy site that are kept as expected output: pages and plain tables."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.suffix in (".html", ".csv") and "static" not in path.relative_to(site).parts
    }


if __name__ == "__main__":
    shutil.rmtree(HERE / "expected", ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        build(HERE / "toy", Path(folder) / "site")
        for name, content in expected(Path(folder) / "site").items():
            path = HERE / "expected" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    columns.FILE.write_text(columns.with_tables(columns.FILE.read_text("utf-8")), "utf-8")
