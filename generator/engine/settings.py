"""The settings of a catalogue: what is true of it as a whole."""

import datetime as dt

from .columns import Day, EditionId, Email, Text, Texts, Url
from .schema import Record, cell


class Settings(Record, frozen=True, kw_only=True):
    """data/catalogue.toml; a catalogue may add settings of its own."""

    title: str = cell(Text, "Title", "The name of the catalogue.")
    short_title: str = cell(Text, "Short title", "Its name at the head of pages.")
    description: str = cell(Text, "Description", "What it is, in a sentence without a stop.")
    authors: str = cell(Text, "Authors", "Who is cited as its author.")
    edition: str = cell(EditionId, "Edition", "The name of this edition of the data.")
    as_of: dt.date = cell(Day, "As of", "The day at which the data end.")
    released: str | None = cell(
        Text, "Released", "The names of all released editions, with blanks between: none is lost."
    )
    languages: str | None = cell(
        Texts, "Languages", "The codes of other languages of the site, such as zh, if any."
    )
    data_licence: str = cell(Text, "Licence", "The licence of the data, in words.")
    data_licence_url: str = cell(Url, "Licence address", "Where that licence can be read.")
    repository: str | None = cell(Url, "Repository", "Where errors can be reported, if anywhere.")
    contact: str | None = cell(Email, "Contact", "Where else errors can be reported, if anywhere.")
