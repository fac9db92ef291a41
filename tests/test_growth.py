"""What a page costs does not grow with the catalogue: it looks through no list of all records."""

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from generator.engine.pages import Page
from generator.engine.plans import Plan

from .bench.invented import grow
from .loaded import TOY, load, undrawn

SIZES = 600, 2400  # records; what pages show of many is as much with either
EACH = 7  # steps for each more record: one that is only passed over takes some ten
INVENTED = re.compile(r"/(\w+)/toy[\w-]*-\d+/")


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[Plan]:
    made = []
    for size in SIZES:
        data = tmp_path_factory.mktemp("grown") / "data"
        grow(TOY, data, size)
        made.append(undrawn(load(data)))
    return made


def steps(work: Callable[[], Any]) -> int:
    """How many instructions of Python that takes: the same on any machine, busy or not."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def cost(plan: Plan, kind: str) -> float:
    """The steps of a page of that kind, on average, when what is made once has been made."""
    pages = [page for page in plan.pages if is_like_others(page, kind)]
    some = [pages[i * (len(pages) - 1) // 8] for i in range(9)]
    for page in some:
        plan.renderer.render(page)
    return sum(steps(lambda page=page: plan.renderer.render(page)) for page in some) / 9


def is_like_others(page: Page, kind: str) -> bool:
    """Whether it is a page of that kind which shows as much as others of it."""
    match = INVENTED.fullmatch(page.path)
    return bool(match) and match[1] == kind and len(getattr(page.record, "approvals", "1")) == 1


@pytest.mark.parametrize("kind", ["products", "guidelines", "types", "diseases", "holders"])
def test_a_page_takes_no_more_steps_in_a_larger_catalogue(plans: list[Plan], kind: str) -> None:
    small, large = (cost(plan, kind) for plan in plans)
    assert large - small < EACH * (SIZES[1] - SIZES[0]), (small, large)


def test_a_part_of_a_list_takes_no_more_steps_in_a_longer_list(plans: list[Plan]) -> None:
    pages = [next(one for one in plan.pages if one.path == "/search/page/2/") for plan in plans]
    for page in pages:
        page.context()  # which makes the whole list, once
    small, large = (steps(page.context) for page in pages)
    assert large - small < EACH * (SIZES[1] - SIZES[0]) / 10, (small, large)
