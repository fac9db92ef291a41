"""What templates may do to values: dates, numbers in words, missing values, terms, figures."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from .catalogues import Catalogue
from .counts import PartialCount
from .dates import format_date, month_name
from .figures import Figure, words_of
from .html import HAN, escape_quotes, mark_han, render_markdown
from .languages import N_, width
from .snapshots import past_path, past_titles
from .templates import RenderText

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
Filters = dict[str, Callable[..., Any]]


def value_filters(
    catalogue: Catalogue,
    text: RenderText,
    figures: Mapping[str, Figure],
    drawings: Mapping[str, Mapping[str, bytes]],
) -> Filters:
    """The filters of every catalogue; `drawings` are the drawn files of each figure by its id.

    `"missing" | term("na")` is the term of a list by its id, `"texts/feed.txt" | text("title",
    edition=one)` a block of a template, `["birds"] | figures` those of the figures that there are,
    `figure | words` its words, `figure | drawing("wide.svg")` a drawing as a part of the page.
    """
    missing, language = catalogue.terms.get("missing", {}), catalogue.language
    explained = {entry.id for entry in catalogue.records.get("glossary", ())}

    def published(value: object) -> Markup:
        """A value with its digits as printed, or the word for why there is none."""
        if value == "NA":
            return Markup('<abbr class="missing" title="{}">NA</abbr>').format(missing["na"].label)
        if value in missing:
            return Markup('<span class="missing">{}</span>').format(missing[str(value)].label)
        return escape(value) if language.is_han else mark_han(value)

    def counted(count: PartialCount) -> str:
        """'2 of 6' in the language of the catalogue."""
        known, of = str(count).split(" of ")  # it gives neither alone
        return language.gettext(N_("{known} of {all}")).format(known=known, all=of)

    def gloss(entry_id: str) -> str:
        """The address of an entry of the glossary, or '' if it has none of that id."""
        if entry_id not in explained:
            return ""
        return catalogue.schema["glossary"].record.page.format(SimpleNamespace(id=entry_id))

    def select_figures(ids: Iterable[str]) -> list[Figure]:
        return [figures[one] for one in ids if one in figures]

    @cache
    def drawing(figure_id: str, name: str) -> Markup:
        return escape_quotes(drawings[figure_id][name].decode())  # our own SVG

    def height(figure: Figure, name: str) -> int:
        """The height of a drawing of a figure, in px."""
        sizes = re.findall(r'height="(\d+)', drawing(figure.id, name))
        return int(sizes[0]) if sizes else 0

    def since(edition: str) -> str:
        """When something went that a redirect names as gone in an edition, released or not."""
        names = [one.edition for one in catalogue.editions]
        return text("texts/pages.txt", "since", edition=edition, names=names)

    return {
        "counted": counted,
        "date": partial(format_date, space="\u00a0", gettext=language.gettext),
        "drawing": lambda figure, name: drawing(figure.id, name),
        "figures": select_figures,
        "gloss": gloss,
        "height": height,
        "has_han": lambda text: bool(HAN.search(text)),
        "han": escape if language.is_han else mark_han,
        "listed": language.listed,
        "markdown": render_markdown,
        "month": partial(month_name, gettext=language.gettext),
        "number": "{:,}".format if language.code else number,
        "past": partial(past_path, catalogue),
        "past_title": lambda address: past_titles(catalogue).get(address, ""),
        "published": published,
        "script_hash": script_hash,
        "since": since,
        "term": lambda list_name, word: catalogue.terms[list_name][word],
        "text": text,
        "translated": language.gettext,
        "width": width,
        "words": lambda figure: words_of(figure, text),
    }


def number(count: int) -> str:
    """A small number in words, a larger one in figures: 'two', '1,200'."""
    return SMALL[count] if count < len(SMALL) else f"{count:,}"


@cache
def script_hash(script: str) -> str:
    """The hash by which the content security policy of a page allows a script within it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
