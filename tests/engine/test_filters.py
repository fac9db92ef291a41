"""What templates may do to values."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.engine.filters import listed, number, plural, text_filters, value_filters
from generator.engine.templates import Templates

MISSING = {"na": "not explained", "not-reported": "not reported"}


@pytest.fixture
def filters() -> dict[str, Any]:
    terms = {word: SimpleNamespace(label=label) for word, label in MISSING.items()}
    catalogue = SimpleNamespace(terms={"missing": terms})
    drawings = {"kites": {"wide.svg": b'<svg class="x"><text>"A"</text></svg>'}}
    return value_filters(cast(Any, catalogue), drawings)


def test_small_numbers_are_words() -> None:
    assert [number(n) for n in (0, 2, 10, 11, 1200)] == ["no", "two", "ten", "11", "1,200"]


def test_a_count_has_its_word_in_the_singular_or_plural() -> None:
    assert [plural(n, "kite") for n in (0, 1, 2)] == ["0 kites", "1 kite", "2 kites"]
    assert [plural(n, "kite", True) for n in (0, 1)] == ["no kites", "one kite"]


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [listed(words) for words in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]


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
    figure = SimpleNamespace(id="kites")
    assert filters["drawing"](figure, "wide.svg") == '<svg class="x"><text>&#34;A&#34;</text></svg>'


def test_the_words_of_a_figure_are_blocks_of_its_template(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    blocks = {
        "title": "Kites",
        "sentence": "{{ count }} <b>kites</b>",
        "definition": "",
        "note": "",
    }
    text = "\n".join(
        f"{{% block {name} %}}{words}{{% endblock %}}" for name, words in blocks.items()
    )
    (tmp_path / "figures/kites.html").write_text(text, "utf-8")
    words = text_filters(Templates(tmp_path, {}).text)["words"]
    found = words(SimpleNamespace(id="kites", values={"count": 3}))
    assert (found.title, found.sentence, found.note) == ("Kites", "3 kites", "")
