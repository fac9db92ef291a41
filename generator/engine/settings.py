"""What is true of a catalogue as a whole (catalogue.toml), and its notes (notes/ID.md)."""

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

import msgspec

from .columns import Column, Day, EditionId, Email, Text, Url
from .problems import Problem
from .schema import columns_of
from .tables import CONFLICT, MERGE, not_utf8
from .text import note_faults, quoted, suggestion, unfit

EDITOR = "in the editor, save it as UTF-8"
ABOUT = "about"  # the note that is about the catalogue, not a record: notes/about.md


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """data/catalogue.toml; a catalogue may add settings of its own."""

    title: Annotated[str, Text("Title", "The name of the catalogue.")]
    short_title: Annotated[str, Text("Short title", "Its name at the head of pages.")]
    description: Annotated[str, Text("Description", "What it is, in a sentence without a stop.")]
    authors: Annotated[str, Text("Authors", "Who is cited as its author.")]
    edition: Annotated[str, EditionId("Edition", "The name of this edition of the data.")]
    as_of: Annotated[dt.date, Day("As of", "The day at which the data end.")]
    released: Annotated[
        str | None,
        Text("Released", "The names of all released editions, with blanks between: none is lost."),
    ] = None
    data_licence: Annotated[str, Text("Licence", "The licence of the data, in words.")]
    data_licence_url: Annotated[str, Url("Licence address", "Where that licence can be read.")]
    repository: Annotated[
        str | None, Url("Repository", "Where errors can be reported, if anywhere.")
    ] = None
    contact: Annotated[
        str | None, Email("Contact", "Where else errors can be reported, if anywhere.")
    ] = None


Kind = TypeVar("Kind", bound=Settings)


def read_settings(data: Path, kind: type[Kind]) -> tuple[Kind | None, list[Problem]]:
    """catalogue.toml as settings of that kind, or None; and every problem with it."""
    path = data / "catalogue.toml"
    name = f"{data.name}/{path.name}"
    try:
        content = read_toml(path)
    except FileNotFoundError:
        return None, [Problem(name, "is missing")]
    except UnicodeDecodeError as error:
        return None, [not_utf8(name, error, EDITOR)]
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line ([0-9]+)", str(error))
        line = path.read_text("utf-8-sig").split("\n")[int(at[1]) - 1] if at else ""
        if CONFLICT.match(line):
            return None, [Problem(name, MERGE)]
        hint = '; use straight quotes (")' if set("“”„‘’") & set(line) else ""
        return None, [Problem(name, f"cannot be read: {error}{hint}")]
    except (ValueError, OSError) as error:
        return None, [Problem(name, f"cannot be read: {error}")]
    columns, hints = columns_of(kind), get_type_hints(kind)
    problems = [
        Problem(name, f"'{key}' is no setting{suggestion(key, hints)}", key)
        for key in content
        if key not in hints
    ]
    values: dict[str, Any] = {}
    for setting, column in columns.items():
        try:
            values[setting] = _value(content.get(setting), hints[setting], column)
        except ValueError as error:
            problems.append(Problem(name, f"{setting} {error}", setting))
    return (None if problems else kind(**values)), problems


def _value(value: object, kind: Any, column: Column) -> Any:
    """A setting; raises ValueError with what is wrong with it in words."""
    if value is None and type(None) in get_args(kind):
        return None
    if value is None:
        raise ValueError("is empty")
    if isinstance(value, dt.date) and column.kind == "date":
        return value
    if not isinstance(value, str):
        if isinstance(value, dict | list):
            raise ValueError(f"is {quoted(str(value))}, not a text")
        raise ValueError(f'is {value}; put it in quotes: "{value}"')
    text = value.strip()
    if fault := unfit(text) if text else "is empty":
        raise ValueError(fault)
    try:
        return column.read(text)
    except ValueError as error:
        raise ValueError(f"is {quoted(text)}, {error}") from None


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; raises OSError or ValueError if it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except RecursionError:
        raise ValueError("brackets within brackets without end") from None


def read_notes(data: Path) -> tuple[dict[str, str], list[Problem]]:
    """data/notes/ID.md as Markdown text by record id, and what is wrong with the files."""
    notes, problems = {}, []
    for path in sorted((data / "notes").glob("*.md")):
        name = f"{data.name}/notes/{path.name}"
        try:
            notes[path.stem] = text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(not_utf8(name, error, EDITOR))
        except OSError as error:
            problems.append(Problem(name, f"cannot be read: {error.strerror}"))
        else:
            problems += [Problem(f"{name}:{line}", fault) for line, fault in note_faults(text)]
            if CONFLICT.search(text):
                problems.append(Problem(name, MERGE))
    return notes, problems
