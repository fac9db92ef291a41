"""Words of readers: what a term means, in Chinese too, and what else a thing is called."""

from typing import Any

from ...engine.columns import Id, LanguageCode, Parent, References, Text, Translation
from ...engine.schema import Record, cell


def chinese(of: str, example: str = "") -> Any:
    """Declare a column for what the text of another column is in Chinese."""
    return cell(
        Translation, f"{of.replace('_', ' ').capitalize()}, Chinese",
        f"The {of.replace('_', ' ')} in Chinese, in our own words; may be blank.", example,
        of=of, language="zh",
    )  # fmt: skip


class Alias(Record, frozen=True):
    """A row is another word under which the search finds something."""

    key = ("subject", "word")
    may_be_empty = True
    subject: str = cell(
        Parent,
        "About",
        "The id of what it finds: of each, where several have it.",
        "toycel",
        to=("guidelines", "products", "holders", "exclusions", "terms", "glossary"),
    )
    word: str = cell(Text, "Word", "The word, which nobody need be the source of.", "wanju")
    lang: str = cell(
        LanguageCode,
        "Language",
        "The language of the word: en, zh-Hans for Chinese, und for abbreviations and pinyin.",
        "und",
    )


class GlossaryEntry(Record, frozen=True):
    """A row is a term or an abbreviation, explained in our own words."""

    page = "/glossary/{0.id[0]}/#{0.id}"
    name_column = "term"
    id: str = cell(Id, "Name", "Lower-case words; the id of the measure, if it is one.", "toyage")
    term: str = cell(Text, "Term", "The term as readers meet it.", "TA")
    expansion: str | None = cell(
        Text, "In full", "What an abbreviation stands for; blank if the term is none.", "toy age"
    )
    meaning: str = cell(Text, "Meaning", "What it means, in our own words.", "The age of a toy.")
    see: str | None = cell(
        References,
        "See also",
        "Ids of other entries of the glossary, with blanks between; may be blank.",
        "orr",
        to=("glossary",),
    )
    term_zh: str | None = chinese("term", "玩具年龄")
    expansion_zh: str | None = chinese("expansion", "玩具年龄")
    meaning_zh: str | None = chinese("meaning")
    main_title: str = ""  # in the main language, where this is another one
    aliases: tuple[Alias, ...] = ()
