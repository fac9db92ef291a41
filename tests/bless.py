"""Accept the toy site as it is built now: python -m tests.bless, then read the diff."""

import shutil
from pathlib import Path

from generator.build import build

HERE = Path(__file__).parent


def expected(site: Path) -> dict[str, bytes]:
    """The files of a built toy site that are kept as expected output: its pages."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and "static" not in path.relative_to(site).parts
    }


if __name__ == "__main__":
    shutil.rmtree(HERE / "expected", ignore_errors=True)
    build(HERE / "toy", HERE / "expected")
    shutil.rmtree(HERE / "expected" / "static")
