"""Accept the toy site as it is built now: python -m tests.bless, then read the diff.

The tables and columns that CONTRIBUTING.md lists are written anew, too.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from generator.build import build

from . import columns

HERE = Path(__file__).parent
ADDRESS = "https://example.org/x/"
TEXTS = {".html", ".csv", ".json", ".xml", ".txt", ".bib", ".ris", ".jsonld"}
SCRIPTS = {"compare/products.js", "search/entries.js", "verify/records.js"}
CHINESE = (  # pages in the other language: one of a kind, as all say the same
    "index.html", "404.html", "feed.xml", "words.js", "search/entries.js",
    "products/toycel/index.html", "products/toycel/toycel.gbt.txt", "approvals/index.html",
    "guidelines/toy-play-testing/index.html", "trends/approvals-per-year/index.html",
)  # fmt: skip
HOSTED = ("robots.txt", "sitemap.xml", "opensearch.xml", "feed.xml", "products/toycel/index.html")


def expected(site: Path, hosted: Path) -> dict[str, str]:
    """The files of the toy site that are kept as expected output, by name.

    Everything that people or programs read, but no pictures, what draws them, nor copies of
    editions; of the site with an address, below `hosted/`, what only that one has.
    """
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*"))}
    texts = {name: path.read_text("utf-8") for name, path in files.items() if is_kept(name)}
    texts |= {f"hosted/{name}": (hosted / name).read_text("utf-8") for name in HOSTED}
    return without_repeats(texts)


def is_kept(name: str) -> bool:
    """Whether a file of the site is a part of the expected output."""
    if name.startswith("zh/"):
        return name.removeprefix("zh/") in CHINESE
    left_out = name.startswith(("static/", "api/v1/editions/")) or name.endswith(".vl.json")
    return (Path(name).suffix in TEXTS or name in SCRIPTS) and not left_out


def without_repeats(texts: dict[str, str]) -> dict[str, str]:
    """The texts with each definition in the first JSON Schema that has it alone."""
    seen: dict[str, Any] = {}
    for name in texts:
        if name.startswith("api/v1/schemas/"):
            schema = json.loads(texts[name])
            own = {key: one for key, one in schema["$defs"].items() if seen.get(key) != one}
            seen |= own
            texts[name] = json.dumps({**schema, "$defs": own}, indent=2, ensure_ascii=False) + "\n"
    return texts


if __name__ == "__main__":
    shutil.rmtree(HERE / "expected", ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        sites = Path(folder, "site"), Path(folder, "hosted")
        for site, address in zip(sites, (None, ADDRESS), strict=True):
            build(HERE / "toy", site, address)
        for name, text in expected(*sites).items():
            path = HERE / "expected" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    columns.FILE.write_text(columns.with_tables(columns.FILE.read_text("utf-8")), "utf-8")
