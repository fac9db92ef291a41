"""Drawing a figure or a card: ids of its own, colours of the page, nothing that could run."""

import base64
import dataclasses
import json
import xml.etree.ElementTree as ElementTree
from functools import partial
from pathlib import Path

import altair
import jsonschema
import pytest
import vl_convert as vlc

from generator.engine import drawings, figures
from generator.engine.drawings import draw, drawing_code, drawing_name
from generator.engine.figures import Figure, Series, Words, bars
from generator.engine.pictures import card_files, card_svg, latin_only, pack_png

COLOURS = figures.COLOURS | {"robin": "#a5571b"}
BIRDS = [
    {"label": "2019", "series": "Robins", "count": 2, "partial": False},
    {"label": "2020", "series": "Robins", "count": 3, "partial": True},
]
BAD = "</script></svg><script>alert(1)</script>&\"'"
WORDS = Words(BAD, f"There were 5 {BAD}.", "A bird is counted once.", "")
FIGURE = Figure(
    id="birds",
    values={},
    columns=("Year", "Birds"),
    rows=(("2019", 2), ("2020", 3)),
    sources=(),
    chart=partial(bars, colours=COLOURS, tooltip={"count": "Birds"}),
    data=BIRDS,
    series=(Series(name="Robins", colour="robin", mark="half"),),
)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return draw(FIGURE, WORDS, f"Source. {BAD}", COLOURS)


def test_an_inline_drawing_is_an_image_with_a_name_and_ids_of_its_own(
    files: dict[str, bytes],
) -> None:
    ids = []
    for name in ("wide", "narrow"):
        root = ElementTree.fromstring(files[f"{name}.svg"])
        assert root.get("role") == "img"
        assert root.findtext("{*}title") == WORDS.title
        assert root.findtext("{*}desc") == WORDS.sentence
        ids += [one.get("id") for one in root.iter() if one.get("id")]
        assert not any("style" in one.attrib for one in root.iter())
        assert b"<script>" not in files[f"{name}.js"]
    assert len(set(ids)) == len(ids)
    assert BAD in "".join(ElementTree.fromstring(files["figure.svg"]).itertext())


def test_inline_colours_follow_the_page_and_exported_ones_do_not(files: dict[str, bytes]) -> None:
    for name in ("wide.svg", "wide.js"):
        assert b"var(--robin,#a5571b)" in files[name]
    assert b"var(" not in files["figure.svg"]
    assert b"#a5571b" in files["figure.svg"]
    assert b"Source." in files["figure.svg"]


def test_the_specification_to_download_is_what_its_schema_allows(files: dict[str, bytes]) -> None:
    spec = json.loads(files["figure.json"])
    altair.LayerChart.from_dict(spec)
    spec["config"]["axis"]["labelFontSze"] = 12
    with pytest.raises(jsonschema.ValidationError):
        altair.LayerChart.from_dict(spec)


def test_a_picture_is_packed_and_loses_no_pixel() -> None:
    size = 'xmlns="http://www.w3.org/2000/svg" width="300" height="90"'
    fill = '<circle cx="60" cy="40" r="30" fill="#a5571b" fill-opacity="0.4"/>'

    def seen(png: bytes) -> bytes:
        """What another program makes of the picture."""
        link = f"data:image/png;base64,{base64.b64encode(png).decode()}"
        return bytes(vlc.svg_to_png(f'<svg {size}><image href="{link}" {size[34:]}/></svg>'))

    png = vlc.svg_to_png(f"<svg {size}>{fill}</svg>")
    packed = pack_png(png)
    assert len(packed) < len(png) / 2
    assert seen(packed) == seen(png) != seen(vlc.svg_to_png(f"<svg {size}/>"))
    shades = [f'<rect x="{i}" width="1" height="9" fill="rgb({i},9,9)"/>' for i in range(257)]
    many = vlc.svg_to_png(f"<svg {size}>{''.join(shades)}{fill}</svg>")  # more than a palette has
    assert seen(pack_png(many)) == seen(many) != seen(png)
    assert b"PLTE" in packed
    assert b"PLTE" not in pack_png(many)


def test_a_name_changes_with_data_words_source_and_code() -> None:
    names = [
        drawing_name(dataclasses.replace(FIGURE, **changes), words, source, code)
        for changes, words, source, code in (
            ({}, WORDS, "s", "c"),
            ({}, WORDS, "t", "c"),
            ({}, WORDS, "s", "d"),
            ({}, WORDS._replace(title="x"), "s", "c"),
            ({"series": ()}, WORDS, "s", "c"),
            ({"data": BIRDS[1:]}, WORDS, "s", "c"),
        )
    ]
    assert names[0] == drawing_name(dataclasses.replace(FIGURE), WORDS, "s", "c")
    assert len(set(names)) == len(names)


def test_the_code_of_drawings_is_that_of_the_modules_and_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "charts.py"
    module.write_text("1")
    before = drawing_code([module])
    assert drawing_code([module]) == before
    module.write_text("2")
    assert drawing_code([module]) != before
    module.write_text("1")
    monkeypatch.setattr(drawings, "LIBRARIES", ("altair",))
    assert drawing_code([module]) != before


def test_hostile_words_stay_words_in_a_picture() -> None:
    title = '</text><script>alert("玩具")</script>' * 9
    svg = card_svg(title, "&amp;" * 99, "<Toy>", "]]>")
    texts = [element.text for element in ElementTree.fromstring(svg).iter() if element.text]
    assert texts[0] == "<Toy>"
    assert len(texts) <= 9
    assert sum(text.endswith("…") for text in texts) == 2  # the title and what is below it
    assert card_files(svg)["card.png"].startswith(b"\x89PNG")


def test_what_the_font_cannot_draw_is_left_out() -> None:
    assert latin_only("Toy 玩具 – “cells”") == "Toy – “cells”"
