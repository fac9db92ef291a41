"""The declaration of tables, from which reading, checks, linking, JSON, workbooks and more follow.

A table is a class of records; its docstring says what a row is. Fields given by `cell` are its
columns, in order. All others are filled in when records are linked:

    class Boat(Record, frozen=True):
        "A row is a boat."

        id: str = cell(Id, "Name", "The address of its page; permanent.", "plank")
        name: str = cell(Text, "Boat", "What is painted on it.", "Plank")
        remarks: tuple[Remark, ...] = ()   # rows of `remarks` whose Parent is this record
        note: str = ""                     # data/notes/ID.md

What is filled in goes by the name of the field: that of a table holds the rows whose Parent is this
record; COLUMN_term the term of the word in that column; `note` the note; `main_title` the title in
the main language; and what a Reference calls `link` the record that it refers to.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, TypeVar, get_args, get_type_hints

import msgspec

from .columns import Column, Parent, Reference, Translation, Word

Kind = TypeVar("Kind", bound=Column)
Cells = Mapping[str, str]  # a row: its cells by column; an empty one may be left out
TableCells = Mapping[str, Sequence[Cells]]
Upgrade = Callable[[TableCells], TableCells]


class Record(msgspec.Struct, frozen=True, cache_hash=True):
    """A row of a table with its values, and, once linked, what belongs to it."""

    key: ClassVar[tuple[str, ...]] = ("id",)  # columns that rows are sorted by, alike in no two
    identity: ClassVar[tuple[str, ...]] = ()  # columns that name a row; as a rule its id or key
    order: ClassVar[tuple[str, ...]] = ()  # columns by which rows are listed in their parent
    page: ClassVar[str] = ""  # its address, such as /products/{0.id}/; filled in with the record
    part: ClassVar[str] = ""  # its fragment on the page of its parent, where it has no address
    name_column: ClassVar[str] = "name"  # what readers call it
    may_be_empty: ClassVar[bool] = False  # whether the table may have no rows
    computed: ClassVar[Mapping[str, Column]] = {}  # properties that its JSON gives beside columns

    @property
    def path(self) -> str:
        """Its address within the site."""
        return self.page.format(self)

    @property
    def title(self) -> str:
        """What readers call it."""
        return str(getattr(self, self.name_column))


def record_id(page: str) -> str:
    """The id of the record at an address: x of /products/x/."""
    return page.rstrip("/").rpartition("/")[2]


def cell(kind: Callable[..., Column], *words: str, **options: Any) -> Any:
    """Declare a column of that kind (see columns.py); `words` are label, description, example.

    It stands as the default of its field only so that Table.columns finds it there: records are
    always made from whole rows.
    """
    return kind(*words, **options)


@dataclass(frozen=True)
class Table:
    """A table: its name, and the class of its records."""

    name: str
    record: type[Record]

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Its columns by name."""
        fields = {field.name: field.default for field in msgspec.structs.fields(self.record)}
        return {name: own for name, own in fields.items() if isinstance(own, Column)}

    @cached_property
    def nullable(self) -> frozenset[str]:
        """The columns whose value may be None."""
        hints = get_type_hints(self.record)
        return frozenset(name for name in self.columns if type(None) in get_args(hints[name]))

    @cached_property
    def optional(self) -> frozenset[str]:
        """The columns that may be blank: where words for missing are allowed, one is needed."""
        return frozenset(n for n in self.nullable if not self.columns[n].or_missing)

    @cached_property
    def description(self) -> str:
        """What a row is, in a sentence."""
        return " ".join(_docstring(self.record).split("\n\n")[0].split())

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return self.record.identity or (("id",) if self.has_ids else self.record.key)

    @property
    def has_ids(self) -> bool:
        """Whether its rows have an id."""
        return "id" in self.columns

    @property
    def has_pages(self) -> bool:
        """Whether each of its rows has a page of its own."""
        return self.record.page.endswith("/") and self.has_ids

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """What is filled in when records are linked."""
        names = self.record.__struct_fields__
        return tuple(name for name in names if name not in self.columns)

    @cached_property
    def parent(self) -> str:
        """The column that holds the id of the record it is a part of; '' if it has none."""
        return next((name for name, _ in self.of_kind(Parent)), "")

    def of_kind(self, kind: type[Kind]) -> Iterator[tuple[str, Kind]]:
        """The columns of that kind, by name."""
        for name, column in self.columns.items():
            if isinstance(column, kind):
                yield name, column


def _docstring(record: type) -> str:
    """The docstring of a class, from its source where Python was told to drop them (-OO)."""
    if record.__doc__ or sys.flags.optimize < 2:
        return record.__doc__ or ""
    import ast
    import inspect
    import textwrap

    source = ast.parse(textwrap.dedent(inspect.getsource(record))).body[0]
    assert isinstance(source, ast.ClassDef)
    return ast.get_docstring(source) or ""


class Schema:
    """All tables of a catalogue, in order; raises TypeError if a declaration is not whole.

    `version` is raised when a table or column is renamed; `upgrades` make tables of the version
    after out of plain tables of a version. `words` is the table of allowed words, whose rows have
    `list`, `id`, `position` and `label`; rows of other tables may be about words of the lists
    `subject_words`. `provenance` are columns that say where a row was read.
    """

    def __init__(
        self,
        records: Mapping[str, type[Record]],
        *,
        version: int = 1,
        upgrades: Mapping[int, Upgrade] | None = None,
        words: str = "terms",
        subject_words: tuple[str, ...] = (),
        provenance: tuple[str, ...] = (),
    ) -> None:
        self.tables = {name: Table(name, record) for name, record in records.items()}
        self.version, self.upgrades = version, upgrades or {}
        self.words, self.subject_words, self.provenance = words, subject_words, provenance
        if faults := list(self._faults()):
            raise TypeError("; ".join(faults))

    def __getitem__(self, table: str) -> Table:
        return self.tables[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def columns(self, table: str) -> list[str]:
        """The names of the columns of a table, in order."""
        return list(self.tables[table].columns)

    def parents(self, table: str) -> tuple[str, ...]:
        """The tables that a row of this one may be a part of."""
        every = tuple(one.name for one in self.tables.values() if table in one.fields)
        return next((one.to or every for _, one in self.tables[table].of_kind(Parent)), ())

    @property
    def with_pages(self) -> list[str]:
        """The tables whose rows have a page each."""
        return [table.name for table in self.tables.values() if table.has_pages]

    def annotates(self, table: str) -> bool:
        """Whether its rows may belong to any record, as remarks do."""
        return any(not column.to for _, column in self.tables[table].of_kind(Parent))

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The tables whose rows others name by id alone: their ids are unique across tables."""
        notes = {name for name in self.tables if self.annotates(name)}
        return tuple(
            one.name for one in self.tables.values() if one.has_ids and notes & {*one.fields}
        )

    def _faults(self) -> Iterator[str]:
        """What is missing in the declarations, in words."""
        references = [
            (table, name, column)
            for table in self.tables.values()
            for name, column in table.of_kind(Reference)
        ]
        shown = {to for _, _, column in references if column.shows for to in column.to}
        for table in self.tables.values():
            if not table.description:
                yield f"table {table.name} has no docstring that says what a row is"
            internal = all(column.internal for column in table.columns.values())
            if not (
                table.record.page or table.parent or internal or table.name in {self.words, *shown}
            ):
                yield f"table {table.name} is shown nowhere: give it a page or a Parent column"
            for name, column in table.columns.items():
                if isinstance(column, Translation) and column.of not in table.columns:
                    yield f"column {table.name}.{name} translates '{column.of}', which is no column"
                if not (column.label and column.description):
                    yield f"column {table.name}.{name} has no label or description"
                if isinstance(column, Word) and self.words not in self.tables:
                    yield f"column {table.name}.{name} needs a table of words, '{self.words}'"
        for table, name, column in references:
            for other in column.to:
                if other not in self.tables:
                    yield f"column {table.name}.{name} refers to '{other}', which is no table"
                elif isinstance(column, Parent) and table.name not in self.tables[other].fields:
                    yield f"table {table.name} is listed nowhere: {other} has no field {table.name}"
            if column.link and column.link not in table.fields:
                yield f"column {table.name}.{name} is linked as '{column.link}', which is no field"
