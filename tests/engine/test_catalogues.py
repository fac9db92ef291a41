"""Records linked: children in their parents, what they refer to, terms and notes."""

from pathlib import Path

import msgspec

from generator.engine.catalogues import link_records
from generator.engine.tables import read_table, to_records

from .conftest import SCHEMA, load
from .gardens import SCHEMA as GARDEN


def test_children_are_in_their_parents(kites: Path) -> None:
    bat, swallow = load(kites).records["kites"]
    assert [flight.id for flight in bat.flights] == ["bat-1", "bat-2"]
    assert swallow.flights == ()
    assert [fact.value for fact in bat.facts] == ["red"]
    assert [fact.value for fact in bat.flights[0].facts] == ["strong"]


def test_what_a_record_refers_to_is_linked_by_the_name_of_the_field(kites: Path) -> None:
    bat, swallow = load(kites).records["kites"]
    assert bat.maker is not None
    assert bat.maker.name == "Kite Works"
    assert bat.maker is swallow.maker


def test_notes_are_with_their_record(kites: Path) -> None:
    bat, swallow = load(kites).records["kites"]
    assert (bat.note, swallow.note) == ("A bat.\n", "")


def test_rows_in_the_order_of_their_class_and_words_that_are_missing(garden: Path) -> None:
    records = {
        name: [
            one.record for one in to_records(GARDEN[name], read_table(GARDEN[name], garden)[0])[0]
        ]
        for name in GARDEN
    }
    beds = link_records(GARDEN, records, {})["beds"]
    assert [plant.id for plant in beds[0].plants] == ["box", "fern"]
    assert beds[0].best_id == "not-applicable"


def test_a_record_is_a_value_that_knows_its_address_and_name(kites: Path) -> None:
    bat = load(kites).records["kites"][0]
    assert (bat.path, bat.title) == ("/kites/bat/", "Bat")
    assert bat.flights[0].path == "/kites/bat/#bat-1"
    assert msgspec.structs.replace(bat) == bat
    assert len({bat, msgspec.structs.replace(bat)}) == 1
    assert SCHEMA.annotates("facts")
    assert set(SCHEMA.parents("facts")) == {"kites", "flights"}
