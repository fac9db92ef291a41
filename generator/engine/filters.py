"""What templates may do to values: dates, numbers in words, missing values, terms, drawings."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache, partial
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from .catalogues import Catalogue
from .dates import format_date, month_name
from .figures import Figure, Words, words_of
from .html import escape_quotes, mark_han, render_markdown
from .templates import Text

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
Filters = dict[str, Callable[..., Any]]


def value_filters(catalogue: Catalogue, drawings: Mapping[str, Mapping[str, bytes]]) -> Filters:
    """The filters that read no template; `drawings` are the drawn files of each figure by its id.

    `"missing" | term("na")` is the term of a list by its id, `figure | drawing("wide.svg")` a
    drawing as a part of the page.
    """
    missing = catalogue.terms.get("missing", {})

    def published(text: object) -> Markup:
        """A value with its digits as printed, or the word for why there is none."""
        if text == "NA":
            return Markup('<abbr class="missing" title="{}">NA</abbr>').format(missing["na"].label)
        if text in missing:
            return Markup('<span class="missing">{}</span>').format(missing[str(text)].label)
        return mark_han(text)

    @cache
    def drawing(figure_id: str, name: str) -> Markup:
        return escape_quotes(drawings[figure_id][name].decode())  # our own SVG

    return {
        "across": across,
        "date": partial(format_date, space="\u00a0"),
        "drawing": lambda figure, name: drawing(figure.id, name),
        "gloss": partial(glossary_path, catalogue),
        "han": mark_han,
        "listed": listed,
        "markdown": render_markdown,
        "month": month_name,
        "number": number,
        "plural": plural,
        "published": published,
        "term": lambda list_name, word: catalogue.terms[list_name][word],
    }


def text_filters(text: Text) -> Filters:
    """The filters that read templates.

    `figure | words` are the words of a figure, `"texts/feed.txt" | text("title", edition=one)` is a
    block of a template.
    """
    by_figure: dict[str, Words] = {}

    @cache
    def constant(template: str, block: str) -> str:
        return text(template, block)

    def block_text(template: str, block: str, **values: Any) -> str:
        return text(template, block, **values) if values else constant(template, block)

    def words(figure: Figure) -> Words:
        if figure.id not in by_figure:
            by_figure[figure.id] = words_of(figure, text)
        return by_figure[figure.id]

    return {"text": block_text, "words": words}


def glossary_path(catalogue: Catalogue, entry_id: str) -> str:
    """The address of an entry of the glossary."""
    return catalogue.schema["glossary"].record.page.format(SimpleNamespace(id=entry_id))


def number(count: int) -> str:
    """A small number in words, a larger one in figures: 'two', '1,200'."""
    return SMALL[count] if count < len(SMALL) else f"{count:,}"


def plural(count: int, word: str, spelled: bool = False) -> str:
    """'1 product', '2 products'; spelled, 'one product', 'no products'."""
    return f"{number(count) if spelled else count} {word}{'s' * (count != 1)}"


def listed(words: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


@lru_cache(10_000)
def across(percent: float) -> str:
    """Where a share is on the scale that results are drawn on, which begins at 2."""
    return f"{percent + 2:.2f}"
