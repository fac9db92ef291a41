"""The picture that stands for a page where it is linked to: its title, its sentence, the date."""

import html
import unicodedata
from textwrap import wrap

from .drawings import packed
from .figures.figure import COLOURS
from .metadata import CARD
from .pages import Page

MARGIN = 80
SIZES = {"title": (64, 33, 3), "text": (30, 68, 4)}  # px, characters of a line, lines


def card(page: Page, name: str, foot: str) -> str:
    """The SVG of a page's picture; `name` is that of the site, `foot` the line at the bottom.

    Latin text alone: other scripts would need fonts that are not the same on every machine.
    """
    width, height = CARD
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
        f'<rect width="{width}" height="{height}" fill="{COLOURS["paper"]}"/>',
        f'<rect width="16" height="{height}" fill="{COLOURS["link"]}"/>',
        _text(name, 90, 30, "link", bold=True),
    ]
    y = 190.0
    for kind, colour in (("title", "ink"), ("text", "soft")):
        size, across, most = SIZES[kind]
        words = page.title if kind == "title" else page.description
        for line in wrap(latin(words), across, max_lines=most, placeholder=" …"):
            parts.append(_text(line, y, size, colour, bold=kind == "title"))
            y += size * 1.3
        y += 10
    parts += [_text(foot, height - 60, 26, "soft"), "</svg>"]
    return "".join(parts)


def _text(text: str, y: float, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{MARGIN}" y="{y:.0f}" font-family="Liberation Sans" font-size="{size}"'
        f'{weight} fill="{COLOURS[colour]}">{html.escape(text)}</text>'
    )


def latin(text: str) -> str:
    """Text without characters that the one font cannot draw."""
    known = (c for c in text if ord(c) < 0x250 or unicodedata.category(c) in ("Pd", "Pi", "Pf"))
    return " ".join("".join(known).split())


def png(svg: str) -> bytes:
    """An SVG as PNG."""
    import vl_convert as vlc

    return packed(vlc.svg_to_png(svg))
