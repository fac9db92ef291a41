"""A count that is partly known, which nothing renders without what it is out of."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from jinja2 import Environment

from generator.engine.counts import BareCount, PartialCount
from generator.engine.files import csv_bytes, json_bytes
from generator.engine.filters import number

COUNT = PartialCount(2, 6)
RENDERED = [
    *("{{ count }}", "{{ count | string }}", "{{ word ~ count }}", "{{ '%s' % count }}"),
    *("{{ '{}'.format(count) }}", "{{ [count] | join }}"),
]
BARE = [
    *("{{ count | int }}", "{{ count | float }}", "{{ count | round }}", "{{ count | length }}"),
    *("{{ count | number }}", "{{ count + 0 }}", "{{ 0 + count }}", "{{ [count] | sum }}"),
    *("{{ 8 - count }}", "{{ '%d' % count }}", "{{ '{:d}'.format(count) }}"),
    *("{{ '{:,}'.format(count) }}", "{{ range(count) | list }}", "{{ [count, 3] | max }}"),
    *("{% if count %}some{% endif %}", "{% if count > 1 %}several{% endif %}"),
]


def rendered(template: str) -> str:
    environment = Environment(autoescape=True)
    environment.filters |= {"number": number}
    return environment.from_string(template).render(count=COUNT, word="known of ")


@pytest.mark.parametrize("template", RENDERED)
def test_it_is_rendered_with_what_it_is_out_of(template: str) -> None:
    assert "2 of 6" in rendered(template)


@pytest.mark.parametrize("template", BARE)
def test_a_template_that_would_render_it_bare_fails(template: str) -> None:
    with pytest.raises((BareCount, TypeError)):
        rendered(template)


@pytest.mark.parametrize("make", [json_bytes, json.dumps, msgspec.json.encode])
def test_no_json_takes_it_as_a_number(make: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError):
        make({"count": COUNT})
    assert b"2 of 6" in csv_bytes(["count"], [[str(COUNT)]])


def test_what_can_be_asked_of_it_is_no_number() -> None:
    def asked(known: int, of: int) -> list[str]:
        count = PartialCount(known, of)
        answers = {name: getattr(count, name) for name in dir(count) if not name.startswith("_")}
        assert {type(answer) for answer in answers.values()} == {bool}
        return [name for name, answer in answers.items() if answer]

    assert asked(0, 6) == ["is_none"]
    assert asked(2, 6) == asked(1, 2) == []
    assert asked(6, 6) == ["is_whole"]
    assert asked(1, 1) == ["is_single", "is_whole"]


def test_it_is_a_value_of_two_numbers() -> None:
    assert str(PartialCount(1200, 3000)) == "1,200 of 3,000"
    assert PartialCount(2, 6) == COUNT != PartialCount(2, 7)
    assert len({COUNT, PartialCount(2, 6)}) == 1
    for known in (7, -1):
        with pytest.raises(ValueError, match=f"{known} of 6"):
            PartialCount(known, 6)
