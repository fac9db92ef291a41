"""Abbreviations explained where a page first uses them, in its own sentences and headings."""

import re
from collections.abc import Callable, Iterable

from markupsafe import escape

from .records import GlossaryEntry

OURS = re.compile(  # never the printed words of a source, which stand elsewhere
    r'(<(?:p class="(?:lede|note)"|th scope="col"(?: class="num")?|caption)>)'
    r"(.*?)(?=</(?:p|th|caption)>)",
    re.DOTALL,
)
TAGS = re.compile(r"(<[^>]*>)")


def explainer(glossary: Iterable[GlossaryEntry]) -> Callable[[str], str]:
    """A function from a page to the same page in which abbreviations lead to the glossary."""
    entries = {
        str(escape(entry.term)): entry
        for entry in glossary
        if entry.expansion and sum(c.isupper() for c in entry.term) > 1
    }
    longest_first = sorted(entries, key=len, reverse=True)
    known = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")

    def explained(html: str) -> str:
        seen: set[str] = set()

        def link(found: re.Match[str]) -> str:
            if found[0] in seen:
                return found[0]
            seen.add(found[0])
            entry = entries[found[0]]
            title = escape(entry.expansion)
            return f'<a class="abbr" href="{entry.path}" title="{title}">{found[0]}</a>'

        def place(found: re.Match[str]) -> str:
            if not known.search(found[2]):
                return found[0]
            out, inside = [found[1]], 0
            for part in TAGS.split(found[2]):
                if part.startswith("<"):  # what is a link or a label already stays one
                    inside += bool(re.match(r"<(a|abbr|label|cite)\b", part))
                    inside -= bool(re.match(r"</(a|abbr|label|cite)>", part))
                    out.append(part)
                else:
                    out.append(part if inside else known.sub(link, part))
            return "".join(out)

        return OURS.sub(place, html)

    return explained if entries else lambda html: html
