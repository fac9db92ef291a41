"""A toy catalogue in which every free text wants to be more than text, and what says which do."""

import csv
import io
import re
import shutil
from pathlib import Path

from generator.__main__ import main
from generator.engine.files import rewrite
from generator.engine.releases import release

from .conftest import TOY, day, load, next_edition, problems

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
FACTS = ("title", "short_title", "headline", "description", "place", "authors", "data_licence")
TIED = {  # columns of free text whose words a check ties to something else
    ("approvals", "efficacy"),  # the printed words of its endpoints
    ("approvals", "date_printed"),
    ("changes", "column"),
    ("endpoints", "interval"),
    ("remarks", "column"),
    ("terms", "broader"),
    ("trials", "code"),  # its letters and digits are those of the id
}
Rows = list[list[str]]


def read(path: Path) -> Rows:
    """The cells of a table, its header first."""
    return list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))


def write(path: Path, rows: Rows) -> None:
    """Write a table as it is, fit for a spreadsheet or not."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))


ADDED = {  # of tables that are empty in the toy
    "series": [
        ["ind-applications", "2018", "", "", "inds", "3"],
        ["ind-applications", "2019", "toy-cell-therapy", "soft", "inds", "2"],
        ["ind-conclusions", "2018", "", "", "permitted", "2"],
        ["ind-conclusions", "2019", "", "", "permitted", "1"],
        ["toy-counts", "2019-H1", "", "", "inds", "1"],
    ],
    "translations": [["zh", "Toyland: all toys of genes should be kept dry", "玩具国"]],
    "terms": [
        ["count-unit", "applications", "1", "applications", "", "What is counted.", "", "", ""],
        ["series", "ind-applications", "1", "Applications", "", "Those received.", "", "", ""],
        ["series", "ind-conclusions", "2", "Conclusions", "", "What became of them.", "", "", ""],
        ["series", "toy-counts", "3", "Counts of toys", "", "Counts of others.", "", "", ""],
        ["series-measure", "inds", "1", "INDs", "", "Applications.", "", "", ""],
        ["series-measure", "permitted", "2", "Permitted", "", "They may go on.", "", "", ""],
    ],
}
for row in ADDED["series"]:
    row += ["applications", "toy-supplement", "as printed", "confirmed"]
COLUMNS = {path.stem: read(path)[0] for path in sorted(TOY.glob("*.csv"))}
NAMED = {(table, column) for table, names in COLUMNS.items() for column in names}


def rows_of(table: str) -> Rows:
    """The header and the rows of a table of the toy, with those that are added."""
    return read(TOY / f"{table}.csv") + [[*row] for row in ADDED.get(table, ())]


def whole_toy(folder: Path) -> Path:
    """The toy with a row in every table, as a draft of its next edition."""
    data = shutil.copytree(TOY, folder / "data")
    next_edition(data)
    for table in ADDED:
        write(data / f"{table}.csv", rows_of(table))
    return data


def refused(data: Path, text: str) -> set[tuple[str, str]]:
    """The columns in whose first row `check` does not take a text; rows may name each other."""
    found = set()
    for ids in (False, True):
        for table, names in COLUMNS.items():
            head, first, *rest = rows_of(table)
            cells = zip(names, first, strict=True)
            first = [text if (name == "id") == ids else cell for name, cell in cells]
            write(data / f"{table}.csv", [head, first, *rest])
        lines = problems(data)
        assert all(line.isprintable() and len(line) < 2500 for line in lines), lines
        for line in lines:
            told = re.match(r"data/(\w+)\.csv:2: (\w+) ('.*' )?(contains|has|is)\b", line)
            if told and (told[2] == "id") == ids:
                found.add((told[1], told[2]))
    return found


def mark(table: str, column: str, row: int = 0) -> str:
    """A word that stands in one cell alone; without figures, which some checks count."""
    return f"Mark{table}{column}{chr(97 + row // 26)}{chr(97 + row % 26)}".replace("_", "")


def evil_data(folder: Path) -> Path:
    """A toy catalogue as bad as the checks allow, released, so that its changes are told too."""
    data = shutil.copytree(TOY, folder / "data")
    free = NAMED - refused(data, "<b>any text") - TIED
    single = refused(data, "a  b")  # names have single blanks
    new = next_edition(data)
    tables = {}
    for table in COLUMNS:
        head, *rows = rows_of(table)
        tables[table] = [dict(zip(head, row, strict=True)) for row in rows]
    tables["changes"].append(
        dict(zip(COLUMNS["changes"], (new, "toycel", "name", "editorial", "Why"), strict=True))
    )
    for table, column in sorted(free):
        for i, row in enumerate(tables[table]):
            was = row[column]
            is_address = row.get("property") == "short-name"
            if (
                row.get("edition", new) == new
                and not is_address
                and not re.fullmatch(r"[\d-]+", was)
            ):
                text = f"{LEADS[i % 4]}{EVIL} {mark(table, column, i)}"
                if column == "source_table":  # rows of several tables are read from one
                    text = f"={EVIL} {mark('any', column)}"
                if (table, column) in (("endpoints", "printed"), ("terms", "label")):
                    text = re.sub(r"\d", "", text)  # a number there would have to be a result
                text = text.replace("  ", " ") if (table, column) in single else text
                row[column] = f"{text} {was}"
    labels = {row["id"]: row["label"] for row in tables["terms"]}
    codes = {row["id"]: f"=<{row['code']}>\"' {{{{%$\\&" for row in tables["trials"]}
    stated = next(row for row in tables["statements"] if row["property"] == "registry-id")
    for row in (*tables["products"], *tables["holders"]):  # another name than printed is stated
        tables["statements"].append({**stated, "subject": row["id"], "value": row["name"]})
    for row in tables["trials"]:
        row["code"] = codes[row["id"]]
    for row in tables["approvals"]:
        row["trial"] += f" {codes.get(row['trial_id'], '')}"
        row["indication"] += f" {labels[row['disease']]}"
        mine = [end for end in tables["endpoints"] if end["approval_id"] == row["id"]]
        if row["efficacy"] != "not-reported":
            row["efficacy"] = " , ".join(end["printed"] for end in mine)
    for table, rows in tables.items():
        write(data / f"{table}.csv", [COLUMNS[table], *(list(row.values()) for row in rows)])
    path = data / "catalogue.toml"
    text = path.read_text("utf-8")
    for fact in FACTS:
        bad = f"={EVIL} {mark('edition', fact)}".replace("\\", "\\\\").replace('"', '\\"')
        text = text.replace(f'\n{fact} = "', f'\n{fact} = "{bad} ')
    path.write_text(text, "utf-8")
    (data / "notes" / "toycel.md").write_text(NOTE, "utf-8")
    assert main(["tidy", "--data", str(data)]) == 0
    note = f"={EVIL} Markeditionnote"
    frozen = release(load(data), data, day("2020-08-01"), note, site=lambda: (), figures=())
    rewrite(frozen)
    return data
