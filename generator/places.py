"""Where the parts of this program are, and what its environment sets; nothing heavy is imported."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
RELOAD_SCRIPT = TEMPLATES / "parts/reload.js"  # of pages under `serve`
PROGRAM = (ROOT / "generator", TEMPLATES, STATIC)
REQUIREMENTS = ROOT / "requirements.txt"  # changes with the libraries

SITE_MARKER = ".cgt-china-site"  # a file in the folder of every site that this program has built

RESTORED = "An earlier build was killed as it put its site in place; the one before was put back."

CACHE = ROOT / ".cache"  # deleting it costs only time
STAMPS = CACHE / "stamps"  # what each site was last built from
CACHED_FILES = CACHE / "files"  # drawings, pictures, workbooks
COMPILED_TEMPLATES = CACHE / "templates"

WORKERS = "CGT_WORKERS"  # the environment variable for the number of processes of a build


def worker_count() -> int | None:
    """How many processes the environment asks for; None if it does not say."""
    count = os.environ.get(WORKERS, "")
    return int(count) if count.isdecimal() else None
