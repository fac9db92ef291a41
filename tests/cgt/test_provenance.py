"""Where each value of the core tables was read."""

from generator.cgt.provenance import COLUMNS, HEADINGS, provenance
from tests.loaded import real, toys


def test_every_column_with_an_origin_is_one_and_has_a_heading() -> None:
    for table, columns in COLUMNS.items():
        assert set(columns) <= set(real().schema.columns(table))
    assert set(HEADINGS) == set(real().terms["column"])


def test_ids_are_those_that_were_published() -> None:
    """They are fragments of addresses, which never change."""
    toycel = next(product for product in toys().products if product.id == "toycel")
    ids = [origin.id for origin in provenance(toys(), toycel)]
    assert ids[:3] == ["r-name", "r-type", "r-holder-id"]
    newest = toycel.approvals[-1].suffix
    assert ids[3:8] == [
        f"r-{newest}-{column}"
        for column in ("approved", "conditional", "indication", "trial", "subjects")
    ]
    assert len(ids) == len(set(ids))
    published = {
        address.partition("#")[2]
        for edition in real().editions
        for address in edition.addresses
        if "#r-" in address
    }
    made = {one.id for record in real().with_pages() for one in provenance(real(), record)}
    assert published <= made


def test_an_origin_has_the_words_of_its_source_and_their_place() -> None:
    approval = toys().approvals[0][1]
    origins = {one.id: one for one in provenance(toys(), toys().approvals[0][0])}
    day = origins[f"r-{approval.suffix}-approved"]
    assert (day.printed, day.heading.label, day.row) == (approval.date_printed, "Date", approval)
    assert origins[f"r-{approval.suffix}-conditional"].printed == "Yes"
    assert origins["r-type"].printed == toys().approvals[0][0].type_term.label
    for end in approval.endpoints:
        assert origins[f"r-{approval.suffix_of(end)}"].printed == end.printed


def test_every_origin_has_words_a_reading_and_a_source() -> None:
    for record in real().with_pages():
        for origin in provenance(real(), record):
            assert origin.printed
            assert origin.heading.meaning
            assert origin.row.source_id in real().sources
