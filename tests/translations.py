"""The messages of templates, scripts and code, and the files of translations: `make translations`.

A sentence of a template is a message if it stands in {% trans %}, a word in code in gettext() or
N_(), one of a script in say(). Labels of columns and what rows of tables are are messages, too.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from generator.cgt.tables import SCHEMA

ROOT = Path(__file__).parent.parent
LANGUAGES = ROOT / "templates" / "languages"
METHODS = [("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.json", "jinja2"), ("**.xml", "jinja2")]
JINJA = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
JINJA["newstyle_gettext"] = "true"  # doubles each % of a message, as the site does
KEYWORDS = {
    **dict.fromkeys(("gettext", "_", "N_", "say"), None),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "cell": (2,),
    "Column": (1,),
}  # fmt: skip


def messages(root: Path = ROOT) -> Catalog:
    """Every message with the files that have it, and no translation."""
    catalog = Catalog(header_comment="")
    for folder, methods in (
        ("templates", METHODS),
        ("generator", [("**.py", "python")]),
        ("static", [("*.js", "javascript")]),
    ):
        options = {pattern: JINJA for pattern, method in methods if method == "jinja2"}
        found = extract_from_dir(str(root / folder), methods, options, KEYWORDS)
        for file, _, message, _, context in found:
            catalog.add(message, locations=[(f"{folder}/{file}", None)], context=context)
    for table in SCHEMA.tables.values():
        file = table.record.__module__.replace(".", "/") + ".py"
        catalog.add(table.description, locations=[(file, None)])
    return catalog


def updated(path: Path, template: Catalog) -> bytes:
    """A file of translations with exactly these messages; a new one is not translated."""
    with path.open("rb") as file:
        catalog = read_po(file)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False)
    head = path.read_bytes().partition(b"\n\n")[0]
    return head + b"\n\n" + out.getvalue()


if __name__ == "__main__":
    template = messages()
    for path in LANGUAGES.glob("*.po"):
        path.write_bytes(updated(path, template))
