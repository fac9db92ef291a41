"""What templates may do to values."""

import base64
import datetime as dt
import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.engine.filters import number, script_hash, value_filters
from generator.engine.languages import MAIN
from generator.engine.templates import Templates

FIGURE = SimpleNamespace(id="kites", values={"count": 3})
MISSING = {"na": "not explained", "not-reported": "not reported"}


@pytest.fixture
def filters(tmp_path: Path) -> dict[str, Any]:
    terms = {word: SimpleNamespace(label=label) for word, label in MISSING.items()}
    entry = SimpleNamespace(page="/words/{0.id}/")
    catalogue = SimpleNamespace(
        terms={"missing": terms},
        language=MAIN,
        records={"glossary": [SimpleNamespace(id="kite")]},
        schema={"glossary": SimpleNamespace(record=entry)},
    )
    drawings = {"kites": {"wide.svg": b'<svg class="x"><text>"A"</text></svg>'}}
    figures = cast(Any, {"kites": FIGURE})
    return value_filters(cast(Any, catalogue), Templates([tmp_path]).text, figures, drawings)


def test_small_numbers_are_words() -> None:
    assert [number(n) for n in (0, 2, 10, 11, 1200)] == ["no", "two", "ten", "11", "1,200"]


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [MAIN.listed(words) for words in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_a_published_value_keeps_its_digits_and_a_missing_one_says_why(
    filters: dict[str, Any],
) -> None:
    published = filters["published"]
    assert published("63.0") == "63.0"
    assert published("not-reported") == '<span class="missing">not reported</span>'
    assert published("NA") == '<abbr class="missing" title="not explained">NA</abbr>'
    assert published("风筝") == '<span lang="zh-Hans">风筝</span>'


def test_a_day_is_kept_beside_its_month(filters: dict[str, Any]) -> None:
    assert (
        filters["date"](dt.date(2021, 6, 22))
        == filters["date"]("2021-06-22")
        == "22\u00a0June 2021"
    )


def test_a_drawing_is_part_of_a_page_and_its_text_no_link(filters: dict[str, Any]) -> None:
    assert filters["drawing"](FIGURE, "wide.svg") == '<svg class="x"><text>&#34;A&#34;</text></svg>'
    assert filters["figures"](["birds", "kites"]) == [FIGURE]


def test_the_words_of_a_figure_are_blocks_of_its_template(
    filters: dict[str, Any], tmp_path: Path
) -> None:
    blocks = {
        "title": "Kites",
        "sentence": "{{ count }} <b>kites</b>",
        "definition": "",
        "note": "",
        "axis": "",
    }
    text = "".join(f"{{% block {name} %}}{one}{{% endblock %}}" for name, one in blocks.items())
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/kites.html").write_text(text, "utf-8")
    words = filters["words"](FIGURE)
    assert (words.title, words.sentence, words.note) == ("Kites", "3 kites", "")


def test_a_script_within_a_page_is_allowed_by_its_hash() -> None:
    digest = base64.b64encode(hashlib.sha256(b"run();").digest()).decode()
    assert script_hash("run();") == f"sha256-{digest}"


def test_a_compiled_template_serves_another_catalogue(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{{ "kites" | count_of }}', "utf-8")
    for count in (1, 2):
        templates = Templates([tmp_path], tmp_path / "compiled")
        templates.add_filters({"count_of": {"kites": count}.get})
        assert templates.html("page.html", {}) == str(count)


def test_a_word_leads_to_the_glossary_if_it_is_there(filters: dict[str, Any]) -> None:
    assert [filters["gloss"](word) for word in ("kite", "string")] == ["/words/kite/", ""]
