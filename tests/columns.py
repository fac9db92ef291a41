"""The tables and columns of the catalogue as CONTRIBUTING.md lists them, from their declaration."""

from collections.abc import Iterator

from generator.cgt.tables import SCHEMA
from generator.engine.columns import Column, Parent, Reference, Word
from generator.engine.schema import Schema, Table
from generator.engine.tables import Row, csv_text
from generator.places import ROOT

FILE = ROOT / "CONTRIBUTING.md"
BEGIN = "<!-- tables: written by `make bless` from the declaration; do not edit below -->\n"
END = "<!-- end of tables -->\n"


def with_tables(text: str, schema: Schema = SCHEMA) -> str:
    """The text with the section between BEGIN and END as it should be; ValueError without one."""
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return text[:start] + "".join(f"{line}\n" for line in table_lines(schema)) + text[end:]


def table_lines(schema: Schema) -> Iterator[str]:
    """Lines of Markdown: of each table what a row is, an example, and a line for each column."""
    for table in schema.tables.values():
        parents = " or ".join(f"`{name}`" for name in schema.parents(table.name))
        part = f" It is a part of a row of {parents}." if parents else ""
        yield from ("", f"### `{table.name}`", "", f"{table.description}{part}", "")
        yield from (f"    {example_row(table)}", "")
        yield from ("| column | meaning | values |", "|---|---|---|")
        for name, column in table.columns.items():
            cells = (f"`{name}`", column.description, values(schema, table, name))
            yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
    yield ""


def example_row(table: Table) -> str:
    """A row as a line of its CSV file, of the examples of its columns."""
    cells = {name: column.example for name, column in table.columns.items()}
    return csv_text(table, [Row("", cells)]).splitlines()[1]


def values(schema: Schema, table: Table, name: str) -> str:
    """What cells of a column may hold, in a few words."""
    column = table.columns[name]
    allowed = kind_of_values(schema, table, column)
    if column.many:
        allowed += "; several with blanks between"
    if getattr(column, "or_missing", False):
        allowed += ", or a word for missing"
    return allowed + (", or blank" if name in table.optional else "")


def kind_of_values(schema: Schema, table: Table, column: Column) -> str:
    if isinstance(column, Word):
        return f"a word of the list `{column.of}`"
    if isinstance(column, Reference):
        to = schema.parents(table.name) if isinstance(column, Parent) else column.to
        return f"an id of {' or '.join(f'`{one}`' for one in to)}"
    if column.words:
        return " or ".join(f"`{word}`" for word in column.words)
    if column.wrong:  # the message about a cell without its pattern
        return column.wrong.removeprefix("not ").replace(", nor ", " or ")
    return "a day, 2021-06-22" if column.kind == "date" else "text"
