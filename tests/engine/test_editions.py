"""Frozen editions: written, read again, guarded, fingerprinted, and read by newer programs."""

import json
from pathlib import Path

import msgspec
import pytest

from generator.cgt.tables import SCHEMA as CGT
from generator.engine.changes import fingerprints
from generator.engine.columns import Id, Parent, Text, Word
from generator.engine.editions import frozen_bytes, read_editions, sealed
from generator.engine.impacts import warnings
from generator.engine.schema import Record, Schema, TableCells

from .conftest import (
    SCHEMA,
    SECOND,
    Kite,
    add,
    definition,
    freeze,
    impact_lines,
    load,
    problems,
    replace,
)

ROOT = Path(__file__).parent.parent.parent
FOLDERS = [ROOT / "tests/toy", ROOT / "data"]


@pytest.mark.parametrize("data", FOLDERS)
def test_editions_read_as_they_were_written_and_have_the_fingerprints_that_are_cited(
    data: Path,
) -> None:
    editions, faults = read_editions(CGT, data)
    assert not faults
    assert editions
    for one in editions:
        assert frozen_bytes(one) == (data / "editions" / f"{one.edition}.json").read_bytes()
        cited = {
            path: one.fingerprints[path] for path in one.fingerprints if "/trends/" not in path
        }
        assert fingerprints(CGT, one.tables, one.notes) == cited


def test_an_edition_is_no_draft_until_a_cell_or_a_note_changes(kites: Path) -> None:
    assert load(kites).draft
    freeze(kites, SECOND)
    assert not load(kites).draft
    for file, old, new in (("notes/bat.md", "A bat", "No bat"), ("places.csv", "Hill", "Hills")):
        replace(kites / file, old, new)
        assert load(kites).draft
        replace(kites / file, new, old)
    assert not load(kites).draft


def test_a_fingerprint_is_of_all_facts_and_not_of_the_id(released: Path) -> None:
    edition = read_editions(SCHEMA, released)[0][0]
    before = fingerprints(SCHEMA, edition.tables, edition.notes)
    assert before == edition.fingerprints
    moved = json.loads(json.dumps(edition.tables).replace("bat", "rat"))
    assert fingerprints(SCHEMA, moved, {"rat": "A bat.\n"})["/kites/rat/"] == before["/kites/bat/"]
    for name, row in (("kites", 0), ("flights", 1), ("makers", 0), ("places", 0), ("facts", 1)):
        for column in set(edition.tables[name][row]) - {"id", "kite_id", "maker_id", "place_id"}:
            changed = json.loads(json.dumps(edition.tables))
            changed[name][row][column] += "x"
            after = fingerprints(SCHEMA, changed, edition.notes)
            assert after.get("/kites/bat/") != before["/kites/bat/"], column
    changed_note = fingerprints(SCHEMA, edition.tables, {"bat": "Other."})
    assert [path for path in before if before[path] != changed_note[path]] == ["/kites/bat/"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"Hill"', '"Hall"', "was altered after its release; restore it"),
        ('"note": "New."', '"note": "Newer."', "was altered after its release; restore it"),
        ('"edition": "2020-01-31"', '"edition": "../x"', "cannot be read as an edition: "),
        ('"/kites/bat/"', '"//elsewhere"', "cannot be read as an edition: "),
        ("{", "", "cannot be read as an edition: "),
        ('"tables"', '"table"', "cannot be read as an edition: "),
        ('"notes"', '"version": 9, "notes"', "is of version 9, of a newer program than this one"),
    ],
)
def test_a_file_that_is_no_edition_or_was_altered_is_refused(
    released: Path, old: str, new: str, fault: str
) -> None:
    file = released / "editions/2020-01-31.json"
    replace(file, old, new)
    faults = [line for line in problems(released) if "editions/2020-01-31.json: " in line]
    assert any(fault in line for line in faults)


def test_what_no_reader_sees_is_seen_in_an_edition_that_was_sealed_anew(released: Path) -> None:
    edition = read_editions(SCHEMA, released)[0][0]
    spoilt = sealed(msgspec.structs.replace(edition, note="New\u202e."))
    (released / "editions/2020-01-31.json").write_bytes(frozen_bytes(spoilt))
    (line,) = problems(released)
    assert "contains an invisible or broken character (U+202E); restore it" in line


class Prize(Record, frozen=True):
    """A row is a prize that a kite won."""

    part = "prize-{0.id}"
    id: str = Id("Name", "The part of a page.")
    kite_id: str = Parent("Kite", "The id of the kite.", to=("kites",))
    rank: str = Word("Rank", "Which it was.", of="rank")


class NewerKite(Kite, frozen=True, kw_only=True):
    """A row is a kite, of a newer program."""

    colour: str = Text("Colour", "Its colour.")
    prizes: tuple[Prize, ...] = ()


def schema_with(old: Schema, **records: type[Record]) -> Schema:
    """A schema with further tables, or others in the place of its own."""
    return Schema(
        {name: table.record for name, table in old.tables.items()} | records,
        subject_words=old.subject_words,
        provenance=old.provenance,
    )


def test_a_newer_program_with_a_column_a_table_and_a_word_reads_and_compares_old_editions(
    released: Path,
) -> None:
    replace(released / "kites.csv", "maker_id", "maker_id,colour")
    replace(released / "kites.csv", ",works", ",works,red")
    add(released / "prizes.csv", "id|kite_id|rank", "gold|bat|first")
    add(released / "terms.csv", "rank|first|1|First")
    catalogue = load(released, schema_with(SCHEMA, kites=NewerKite, prizes=Prize))
    lines = impact_lines(catalogue)
    assert "- kites, bat, colour: nothing became `red`" in lines
    assert "- prizes, gold: new, `kite_id: bat; rank: first`" in lines
    assert lines[lines.index("## Pages (2)") + 2 :][:2] == [
        "- `/kites/bat/`",
        "- `/kites/swallow/`",
    ]
    unsuited = "edition 2020-01-31 does not suit the tables of now (2020-01-31/kites:1: colour is"
    assert any(line.startswith(f"Files are not compared: {unsuited} empty") for line in lines)
    (warning,) = warnings(definition(), catalogue)
    assert warning.startswith(f"Self-checks are not compared: {unsuited}")
    assert [version.first for version in catalogue.history.versions["/kites/bat/"]] == [True]


def test_a_column_that_was_renamed_since_is_compared_under_its_new_name(released: Path) -> None:
    def upgraded(tables: TableCells) -> TableCells:
        places = [{"id": row["id"], "label": row["name"]} for row in tables["places"]]
        return {**tables, "places": places}

    class Place(Record, frozen=True):
        """A row is a place."""

        part = "place-{0.id}"
        id: str = Id("Name", "The part of a page.")
        label: str = Text("Place", "The name.")

    newer = schema_with(SCHEMA, places=Place)
    newer.version, newer.upgrades = 2, {1: upgraded}
    replace(released / "places.csv", "id,name", "id,label")
    replace(released / "places.csv", "Hill", "Hall")
    catalogue = load(released, newer)
    lines = impact_lines(catalogue)
    assert lines[2:4] == ["- places, hill, label: `Hill` became `Hall`", ""]
