"""The picture of a page: words stay words, and short."""

import xml.etree.ElementTree as ElementTree

from generator.engine.cards import card_png, card_svg, latin_only


def test_hostile_words_stay_words_in_a_picture() -> None:
    title = '</text><script>alert("玩具")</script>' * 9
    svg = card_svg(title, "&amp;" * 99, "<Toy>", "]]>")
    texts = [element.text for element in ElementTree.fromstring(svg).iter() if element.text]
    assert texts[0] == "<Toy>"
    assert len(texts) <= 9
    assert sum(text.endswith("…") for text in texts) == 2  # the title and what is below it
    assert card_png(svg).startswith(b"\x89PNG")


def test_what_the_font_cannot_draw_is_left_out() -> None:
    assert latin_only("Toy 玩具 – “cells”") == "Toy – “cells”"
