"""What templates may do to values that no page of the toys shows."""

from generator.engine.filters import number
from generator.engine.languages import MAIN


def test_small_numbers_are_words() -> None:
    assert [number(n) for n in (0, 2, 10, 11, 1200)] == ["no", "two", "ten", "11", "1,200"]


def test_words_are_listed_as_in_a_sentence() -> None:
    lists = [MAIN.listed(words) for words in ("", "a", "ab", "abc")]
    assert lists == ["", "a", "a and b", "a, b and c"]
