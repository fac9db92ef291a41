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


def rendered(template: str) -> str:
    environment = Environment(autoescape=True)
    environment.filters |= {"number": number}
    return environment.from_string(template).render(count=COUNT, word="known of ")


@pytest.mark.parametrize(
    "template",
    [
        "{{ count }}",
        "{{ count | string }}",
        "{{ word ~ count }}",
        "{{ '%s' % count }}",
        "{{ '{}'.format(count) }}",
        "{{ [count] | join }}",
    ],
)
def test_it_is_rendered_with_what_it_is_out_of(template: str) -> None:
    assert "2 of 6" in rendered(template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ count | int }}",
        "{{ count | float }}",
        "{{ count | round }}",
        "{{ count | length }}",
        "{{ count | number }}",
        "{{ count + 0 }}",
        "{{ 0 + count }}",
        "{{ [count] | sum }}",
        "{{ 8 - count }}",
        "{{ '%d' % count }}",
        "{{ '{:d}'.format(count) }}",
        "{{ '{:,}'.format(count) }}",
        "{{ range(count) | list }}",
        "{{ [count, 3] | max }}",
        "{% if count %}some{% endif %}",
        "{% if count > 1 %}several{% endif %}",
    ],
)
def test_a_template_that_would_render_it_bare_fails(template: str) -> None:
    with pytest.raises((BareCount, TypeError)):
        rendered(template)


@pytest.mark.parametrize("make", [json_bytes, json.dumps, msgspec.json.encode])
def test_no_json_takes_it_as_a_number(make: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError):
        make({"count": COUNT})
    assert b"2 of 6" in csv_bytes(["count"], [[str(COUNT)]])


def test_it_has_no_attribute_that_is_a_number() -> None:
    public = [name for name in dir(COUNT) if not name.startswith("_")]
    assert {name: type(getattr(COUNT, name)) for name in public} == {
        "is_none": bool,
        "is_single": bool,
        "is_whole": bool,
    }


def test_one_of_one_has_its_word_in_the_singular() -> None:
    assert [PartialCount(*one).is_single for one in ((1, 1), (1, 2), (2, 2))] == [
        True,
        False,
        False,
    ]


def test_whether_it_is_known_of_none_or_of_all_can_be_asked() -> None:
    counts = PartialCount(0, 6), COUNT, PartialCount(6, 6)
    assert [(one.is_none, one.is_whole) for one in counts] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert str(PartialCount(1200, 3000)) == "1,200 of 3,000"
    assert PartialCount(2, 6) == COUNT != PartialCount(2, 7)
    assert len({COUNT, PartialCount(2, 6)}) == 1


@pytest.mark.parametrize(("known", "of"), [(7, 6), (-1, 6)])
def test_more_than_there_are_is_no_count(known: int, of: int) -> None:
    with pytest.raises(ValueError, match=f"{known} of {of}"):
        PartialCount(known, of)
