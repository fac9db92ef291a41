"""What templates may do to values that no page of the toys shows."""

from pathlib import Path

from generator.engine.filters import number
from generator.engine.languages import MAIN
from generator.engine.templates import Templates


def test_small_numbers_are_words() -> None:
    assert [number(n) for n in (0, 2, 10, 11, 1200)] == ["no", "two", "ten", "11", "1,200"]


def test_words_are_listed_as_in_a_sentence() -> None:
    lists = [MAIN.listed(words) for words in ("", "a", "ab", "abc")]
    assert lists == ["", "a", "a and b", "a, b and c"]


def test_a_compiled_template_serves_another_catalogue(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{{ "kites" | count_of }}', "utf-8")
    for count in (1, 2):
        templates = Templates([tmp_path], tmp_path / "compiled")
        templates.add_filters({"count_of": {"kites": count}.get})
        assert templates.html("page.html", {}) == str(count)
