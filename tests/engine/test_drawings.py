"""Drawing a figure: ids of its own, colours of the page, nothing that could run."""

import dataclasses
import xml.etree.ElementTree as ElementTree
import zlib
from pathlib import Path
from typing import Any

import pytest

from generator.engine import drawings, figures
from generator.engine.drawings import draw, drawing_code, drawing_name, pack_png
from generator.engine.figures import Figure, Series, bars

COLOURS = figures.COLOURS | {"robin": "#a5571b"}
BIRDS = [
    {"year": "2019", "series": "Robins", "count": 2, "partial": False},
    {"year": "2020", "series": "Robins", "count": 3, "partial": True},
]
SERIES = (Series(name="Robins", colour="robin", mark="half"),)


def chart(alt: Any, wide: bool) -> Any:
    return bars(
        alt, BIRDS, wide=wide, along="year", size="count", series=SERIES, colours=COLOURS,
        title="Birds", tooltip={"count": "Birds"},
    )  # fmt: skip


FIGURE = Figure(
    id="birds",
    title="Birds by year",
    sentence="There were 5 birds.",
    definition="A bird is counted once.",
    columns=("Year", "Birds"),
    rows=(("2019", 2), ("2020", 3)),
    source_ids=("book",),
    chart=chart,
    drawn=BIRDS,
    series=SERIES,
)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return draw(FIGURE, "Source.", COLOURS)


def test_an_inline_drawing_is_an_image_with_a_name_and_ids_of_its_own(
    files: dict[str, bytes],
) -> None:
    ids = []
    for name in ("wide", "narrow"):
        root = ElementTree.fromstring(files[f"{name}.svg"])
        assert root.get("role") == "img"
        assert root.findtext("{*}title") == FIGURE.title
        assert root.findtext("{*}desc") == FIGURE.sentence
        ids += [one.get("id") for one in root.iter() if one.get("id")]
        assert not any("style" in one.attrib for one in root.iter())
    assert len(set(ids)) == len(ids)


def test_inline_colours_follow_the_page_and_exported_ones_do_not(files: dict[str, bytes]) -> None:
    for name in ("wide.svg", "wide.js"):
        assert b"var(--robin,#a5571b)" in files[name]
    assert b"var(" not in files["figure.svg"]
    assert b"#a5571b" in files["figure.svg"]
    assert b"Source." in files["figure.svg"]


def test_hostile_words_are_text_in_every_form() -> None:
    bad = "</script></svg><script>alert(1)</script>&\"'"
    figure = dataclasses.replace(FIGURE, title=bad, sentence=bad)
    for name, content in draw(figure, bad, COLOURS).items():
        if name.endswith(".svg"):
            ElementTree.fromstring(content)
        if name.endswith((".svg", ".js")):
            assert b"<script>" not in content


def test_a_picture_is_packed_and_loses_no_pixel() -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + kind + content + check

    pixels = b"\0" + bytes(range(50)) * 60
    loose = zlib.compress(pixels, 0)
    head, end = chunk(b"IHDR", b"13 bytes long"), chunk(b"IEND", b"")
    png = (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", loose[:99]) + chunk(b"IDAT", loose[99:]) + end
    )
    packed = pack_png(png)
    assert len(packed) < len(png) / 5
    assert packed == png[:8] + head + chunk(b"IDAT", zlib.compress(pixels, 6)) + end


def test_a_name_changes_with_data_words_source_and_code() -> None:
    name = drawing_name(FIGURE, "s", "c")
    assert name == drawing_name(dataclasses.replace(FIGURE), "s", "c")
    for other in (
        drawing_name(FIGURE, "t", "c"),
        drawing_name(FIGURE, "s", "d"),
        drawing_name(dataclasses.replace(FIGURE, title="x"), "s", "c"),
        drawing_name(dataclasses.replace(FIGURE, series=()), "s", "c"),
        drawing_name(dataclasses.replace(FIGURE, drawn=BIRDS[1:]), "s", "c"),
    ):
        assert other != name


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
