"""A toy catalogue in which every free text wants to be more than text, and what says which do."""

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.cells import MISSING_WORDS, Ref, Word
from generator.checks.links import LOOKALIKES
from generator.records import DATED, TABLES, Edition, columns
from generator.releases import release
from generator.tables import Row, csv_text, read_table
from generator.tidying import tidy

from .conftest import TOY, next_edition

EVIL = (
    'HYPERLINK("//evil.example.net/","x")<script>window.pwned=1;alert(1)</script>'
    "\"onmouseover=\"window.pwned=1\" x='onfocus='alert(1)' <img src=x onerror=window.pwned=1>"
    "<a href=javascript:alert(1)>[l](javascript:alert(1))](data:text/html,x) {{ 7*7 }}{% raw %}"
    "</script></title></style><!-- ]]> &lt;b&gt; \\ } % $ @misc{x, ER  - "
    ' href="/products/" id="q" role="x" fill="#0b5a73"'
)
LEADS = "=+-@"  # what a spreadsheet takes for the beginning of a formula
NOTE = f"""# {EVIL}

[a](javascript:alert(1)) [b](data:text/html,<script>alert(1)</script>) [c](//evil.example.net/)
[d](/\\evil.example.net/) [e](\\\\\\\\evil.example.net/) <javascript:alert(1)>
[f](&#106;avascript:alert(1)) ![Marknotepicture](https://evil.example.net/x.png)
[g](https://example.org/ "title" onclick="window.pwned=1")

<script>window.pwned=1</script> <svg onload=alert(1)> Marknoteend {EVIL}

| a | b |
|---|---|
| {EVIL.replace("|", "")} | <img src=x onerror=alert(1)> |
"""
TIED = {  # columns of free text whose words a check ties to something else
    ("approvals", "efficacy"),  # the printed words of its endpoints
    ("approvals", "date_printed"),
    ("changes", "column"),
    ("endpoints", "interval"),
    ("remarks", "column"),
    ("terms", "broader"),
}


def takes_any_text(model: type[BaseModel], column: str) -> bool:
    """Whether a column takes whatever is written, as far as its type goes."""
    field = model.model_fields[column]
    if any(isinstance(mark, Ref | Word) for mark in field.metadata):
        return False
    try:
        whole = Annotated[field.annotation, "a column", *field.metadata]
        TypeAdapter(whole).validate_python("<b>any\u00a0text")
    except ValidationError:
        return False
    return True


def free_columns() -> list[tuple[str, str]]:
    """(table, column) of all free text."""
    return [
        (table, column)
        for table, model in TABLES.items()
        for column in columns(table)
        if takes_any_text(model, column) and (table, column) not in TIED
    ]


def mark(table: str, column: str, row: int) -> str:
    """A word that stands in one cell alone; without figures, which some checks count."""
    return f"Mark{table}{column}{chr(97 + row // 26)}{chr(97 + row % 26)}".replace("_", "")


def evil(table: str, column: str, row: int, was: str) -> str:
    """The text of a cell with all that is bad, its mark and what it said before."""
    text = f"{LEADS[row % 4]}{EVIL} {mark(table, column, row)}"
    if (table, column) in (("endpoints", "printed"), ("terms", "label")):
        text = re.sub(r"\d", "", text)  # a number there would have to be a result, or a time
    if LOOKALIKES.get(table) == column:  # names have single blanks
        text = text.replace("  ", " ")
    return f"{text} {was}"


def make_evil(data: Path) -> None:
    """Make a copy of the toy tables, its facts and its note as bad as the checks allow."""
    rows = {table: read_table(table, data)[0] for table in TABLES}
    told = {"edition": "2020-06-30-b", "subject": "toycel", "kind": "editorial"}
    rows["changes"].append(Row("", {"column": "name", "text": "Why", **told}))
    for table, column in free_columns():
        for i, row in enumerate(rows[table]):
            if table == "changes" and row.cells["edition"] != told["edition"]:
                continue  # told by a released edition, which nobody changes
            if table == "statements" and re.search(r"stage-|-total", row.cells["property"]):
                continue
            if table == "statements" and row.cells["property"] in DATED:
                continue
            row.cells[column] = evil(table, column, i, row.cells[column])
    labels = {row.cells["id"]: row.cells["label"] for row in rows["terms"]}
    for row in rows["approvals"]:
        row.cells["indication"] += f" {labels[row.cells['disease']]}"
        mine = [r.cells for r in rows["endpoints"] if r.cells["approval_id"] == row.cells["id"]]
        mine.sort(key=lambda cells: int(cells["position"]))
        if row.cells["efficacy"] not in MISSING_WORDS:
            row.cells["efficacy"] = " , ".join(cells["printed"] for cells in mine)
    for table, found in rows.items():
        (data / f"{table}.csv").write_text(csv_text(table, found), "utf-8")
    path = data / "catalogue.toml"
    text = path.read_text("utf-8")
    for fact in Edition.model_fields:
        if takes_any_text(Edition, fact):
            bad = evil("edition", fact, 0, "").strip().replace("\\", "\\\\").replace('"', '\\"')
            text, count = re.subn(
                rf'^({fact} = ")', lambda m, bad=bad: f"{m[1]}{bad} ", text, flags=re.M
            )
            assert count, fact
    path.write_text(text, "utf-8")
    (data / "notes" / "toycel.md").write_text(NOTE, "utf-8")


def evil_data(folder: Path) -> Path:
    """Such a catalogue, released, so that its changes are told too."""
    data = shutil.copytree(TOY, folder / "data")
    next_edition(data)
    make_evil(data)
    tidy(data)
    release(data, dt.date(2020, 8, 1), f"={EVIL} Markeditionnote")
    return data
