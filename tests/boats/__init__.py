"""A second catalogue, of something else entirely: what the engine needs to know of it."""

from pathlib import Path

from generator import places
from generator.engine.columns import Id, Parent, Text, Translation, Whole
from generator.engine.definitions import Definition, Job
from generator.engine.descriptions import schema_files, table_files
from generator.engine.json_files import envelope, json_files
from generator.engine.pages import PageKind
from generator.engine.plans import Plan
from generator.engine.schema import Record, Schema, cell

HERE = Path(__file__).parent


class Boat(Record, frozen=True):
    """A row is a boat."""

    order = ("sails",)
    page = "/boats/{0.id}/"
    id: str = cell(Id, "Name", "The address of its page.", "plank")
    harbour_id: str = cell(Parent, "Harbour", "Where it lies.", "northend", to=("harbours",))
    name: str = cell(Text, "Boat", "What is painted on it.", "Plank")
    sails: int = cell(Whole, "Sails", "How many it has.", "2")


class Harbour(Record, frozen=True):
    """A row is a harbour."""

    page = "/harbours/{0.id}/"
    id: str = cell(Id, "Name", "The address of its page.", "northend")
    name: str = cell(Text, "Harbour", "What sailors call it.", "North End")
    depth: int | None = cell(Whole, "Depth", "In metres; blank if nobody knows.", "4")
    name_de: str | None = cell(
        Translation, "Harbour, German", "The same in German.", "Nordende", of="name", language="de"
    )
    boats: tuple[Boat, ...] = ()
    note: str = ""


def index(catalogue):
    return {"harbours": catalogue.records["harbours"]}


def harbour(catalogue, record):
    return {"harbour": record}


def boat(catalogue, record):
    harbours = {one.id: one for one in catalogue.records["harbours"]}
    return {"boat": record, "harbour": harbours[record.harbour_id]}


def downloads(plan: Plan) -> list[Job]:
    catalogue, templates = plan.catalogue, plan.templates
    return [
        json_files(catalogue, [], envelope(catalogue, "Nobody", "Invented."), templates.text),
        schema_files(catalogue, templates),
        table_files(catalogue, ["Nobody"], templates),
    ]


BOATS = Definition(
    schema=Schema({"harbours": Harbour, "boats": Boat}),
    kinds=[
        PageKind("/", "index", index, navigation=True),
        PageKind("{0.path}", "harbour", harbour, lambda c: c.records["harbours"], crumbs=("/",)),
        PageKind("{0.path}", "boat", boat, lambda c: c.records["boats"], crumbs=("/",)),
    ],
    templates=[HERE / "templates", places.TEMPLATES],
    downloads=downloads,
)
