"""What happened to a product, and to those who were given it: milestones and adverse events."""

from ...engine.columns import NUMBER, Count, Id, Parent, PartialDay, Printed, Text, Word
from ...engine.dates import PartialDate
from ...engine.schema import cell
from .sources import Sourced, Term


def as_number(cell: str) -> float | None:
    """A cell as a number; None where a word or NA is in it."""
    return float(cell) if NUMBER.fullmatch(cell) else None


class Milestone(Sourced, frozen=True):
    """A row is an event of a product or approval; approvals themselves are rows of approvals."""

    order = ("date",)
    part = "milestone-{0.id}"
    name_column = "id"
    may_be_empty = True
    id: str = cell(Id, "Name", "The product or approval, and the event; permanent.", "toycel-sold")
    subject: str = cell(
        Parent, "About", "A product, or one approval of it.", "toycel", to=("products", "approvals")
    )
    event: str = cell(Word, "Event", "What happened.", "first-prescription", of="milestone-event")
    date: PartialDate = cell(
        PartialDay, "Date", "As far as it is known, or a word for missing.", "2025-03"
    )
    date_of: str = cell(
        Word, "Date of", "The event itself, or only its announcement.", "event", of="date-of"
    )
    detail: str | None = cell(
        Text, "Detail", "What else is to be known, in our own words; may be blank."
    )
    event_term: Term | None = None


class AdverseEvent(Sourced, frozen=True):
    """A row says how often an adverse event was seen in one study, as a source gives it."""

    part = "safety-{0.id}"
    name_column = "id"
    may_be_empty = True
    id: str = cell(
        Id, "Name", "The approval, event and grade; permanent.", "toycel-2025-03-01-neutropenia"
    )
    approval_id: str = cell(
        Parent, "Approval", "Beside which it is shown.", "toycel-2025-03-01", to=("approvals",)
    )
    study: str = cell(Text, "Study", "The trial, cohort or label in which.", "TOY-001, phase 1")
    place: str = cell(Text, "Place", "Where that was, or whose label it is.", "Toyland")
    study_match: str = cell(
        Word, "Match", "Whether it is the pivotal trial.", "pivotal", of="study-match"
    )
    event: str = cell(Word, "Event", "What was seen.", "neutropenia", of="adverse-event")
    grade: str = cell(
        Word, "Grade", "How severe, or a word for missing.", "any", of="grade", or_missing=True
    )
    count: str = cell(Printed, "Count", "Subjects with it, or a word for missing.", "4")
    percent: str = cell(Printed, "Percent", "As printed, or a word for missing.", "10.0")
    subjects: str = cell(Count, "Subjects", "Of how many, or a word for missing.", "40")
    detail: str | None = cell(
        Text, "Detail", "What else is to be known, in our own words; may be blank."
    )
    study_match_term: Term | None = None
    event_term: Term | None = None
    grade_term: Term | None = None
