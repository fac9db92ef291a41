"""Abbreviations explained where a page first uses them, in its own sentences and headings."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import escape

OWN_WORDS = re.compile(  # never the printed words of a source, which are elsewhere
    r'(<(?:p class="(?:lede|note)"|th scope="col"(?: class="num")?|caption)>)'
    r"(.*?)(?=</(?:p|th|caption)>)",
    re.DOTALL,
)
TAGS = re.compile(r"(<[^>]*>)")


def explainer(glossary: Iterable[Any]) -> Callable[[str], str]:
    """A function from the HTML of a page to the same with abbreviations linked to the glossary.

    Entries of the glossary have `term`, `expansion` and `path`.
    """
    entries = {
        str(escape(entry.term)): entry
        for entry in glossary
        if entry.expansion and sum(c.isupper() for c in entry.term) > 1
    }
    if not entries:
        return lambda html: html
    longest_first = sorted(entries, key=len, reverse=True)
    abbreviation = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")

    def explain(html: str) -> str:
        explained: set[str] = set()

        def link(match: re.Match[str]) -> str:
            if match[0] in explained:
                return match[0]
            explained.add(match[0])
            entry = entries[match[0]]
            title = escape(entry.expansion)
            return f'<a class="abbr" href="{entry.path}" title="{title}">{match[0]}</a>'

        def link_all(match: re.Match[str]) -> str:
            if not abbreviation.search(match[2]):
                return match[0]
            out, depth = [match[1]], 0
            for part in TAGS.split(match[2]):
                if part.startswith("<"):  # what is a link or a label already stays one
                    depth += bool(re.match(r"<(a|abbr|label|cite)\b", part))
                    depth -= bool(re.match(r"</(a|abbr|label|cite)>", part))
                    out.append(part)
                else:
                    out.append(part if depth else abbreviation.sub(link, part))
            return "".join(out)

        return OWN_WORDS.sub(link_all, html)

    return explain
