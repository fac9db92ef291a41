"""The card of a page: a picture of its title, for places that link to it."""

import html
import unicodedata

from .drawings import FONT_HAN, FONTS, font_of, lines_of, pack_png
from .figures import COLOURS
from .languages import MAIN, Language

BOLD = ' font-weight="bold"'
CARD = (1200, 630)  # px
CARD_TITLE, CARD_TEXT = (64, 33, 3), (30, 68, 4)  # px of letters, characters of a line, lines


def card_svg(title: str, text: str, name: str, foot: str, language: Language = MAIN) -> str:
    """The picture of a page, for places that link to it: its title, a text, a line at the foot.

    `name` is that of the site. On pages in Latin letters these alone are drawn: the font of other
    letters is for the languages that need it.
    """
    wide, height = CARD
    family = FONT_HAN if font_of(language) == FONT_HAN else "Liberation Sans"
    lines = [(name, 90.0, 30, "link")]
    y = 190.0
    for words, (size, characters, most), colour in (
        (title, CARD_TITLE, "ink"),
        (text, CARD_TEXT, "soft"),
    ):
        for line in lines_of(words if family == FONT_HAN else latin_only(words), characters, most):
            lines.append((line, y, size, colour))
            y += size * 1.3
        y += 10
    lines.append((foot, height - 60.0, 26, "soft"))
    texts = [
        f'<text x="80" y="{y:.0f}" font-family="{family}" font-size="{size}"'
        f'{"" if colour == "soft" else BOLD} fill="{COLOURS[colour]}">{html.escape(line)}</text>'
        for line, y, size, colour in lines
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{height}">'
        f'<rect width="{wide}" height="{height}" fill="{COLOURS["paper"]}"/>'
        f'<rect width="16" height="{height}" fill="{COLOURS["link"]}"/>{"".join(texts)}</svg>'
    )


def latin_only(text: str) -> str:
    """The text without characters that the one font cannot draw."""
    drawn = (c for c in text if ord(c) < 0x250 or unicodedata.category(c) in ("Pd", "Pi", "Pf"))
    return " ".join("".join(drawn).split())


def card_png(svg: str) -> bytes:
    """The picture as PNG."""
    import vl_convert as vlc

    if FONT_HAN in svg:
        vlc.register_font_directory(str(FONTS))
    return pack_png(vlc.svg_to_png(svg))
