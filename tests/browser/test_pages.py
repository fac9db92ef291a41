"""Every page of the real site, seen in a real browser: on screens, on paper, by keyboard."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ..runs import SOAK
from .conftest import AXE, Opens, violations
from .test_theme import PAPER, paper

FACETS = ("diseases", "holders", "modalities", "subjects", "types", "years")  # alike
RELMA = "/products/relmacabtagene-autoleucel/"
CHOSEN = f"{RELMA}?compare=axicabtagene-ciloleucel"
STATES = (
    *("/compare/?products=relmacabtagene-autoleucel,axicabtagene-ciloleucel", CHOSEN),
    *("/guidelines/?order=-year&q=cell", "/products/?type=gene-therapy", "/approvals/?q=zz"),
)
FRAMES = '<link rel="icon" href="data:,">'
LOOK = """async ([paths, width]) => {
  const found = [];
  const look = (path) => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.style = `border: 0; height: 900px; width: ${width}px; position: fixed; top: 5000px`;
    frame.src = path;
    frame.onload = async () => {
      await new Promise((later) => setTimeout(later, 80)); // what moves may do so after a while
      const whole = frame.contentDocument.querySelector("html:has(h1)");
      const { shift } = frame.contentWindow;
      found.push([path, whole?.scrollWidth ?? 0, whole?.scrollHeight ?? 0, shift]);
      frame.remove();
      done();
    };
    document.documentElement.append(frame);
  });
  while (paths.length) await Promise.all(paths.splice(0, 8).map(look));
  return found;
}"""
WITHOUT_REPEATS = """() => {
  const seen = new Set();
  const look = (one) => [one.tagName, one.className.baseVal ?? one.className, one.lang].join();
  const parts = "main :is(tr, li, dd, dt, section, p, figure, option, svg g *)";
  for (const part of document.querySelectorAll(parts)) {
    const looks = [part.parentNode, ...part.querySelectorAll("*")].map(look);
    const all = [look(part), ...new Set(looks.sort())].join(" ");
    if (seen.has(all)) part.remove();
    seen.add(all);
  }
}"""


@pytest.fixture(scope="session")
def paths(site: Path) -> list[str]:
    """The address of every page but the one for errors, whose links are those of its host."""
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return sorted("/" if path == "." else f"/{path}/" for path in found)


@pytest.fixture(scope="session")
def kinds(site: Path, paths: list[str]) -> list[str]:
    """The largest page of each kind in each language: of one folder and depth."""
    largest: dict[tuple[str, str, int], str] = {}
    for path in sorted(paths, key=lambda path: (site / path[1:] / "index.html").stat().st_size):
        language = "/zh" * path.startswith("/zh/")
        first, *rest = path.removeprefix(language).strip("/").split("/")
        largest[language, "facet" if first in FACETS else first, len(rest)] = path
    return sorted(largest.values())


def of_language(paths: Iterable[str], root: str) -> list[str]:
    return [path for path in paths if path.startswith("/zh/") == bool(root)]


def faults_of(page: Page) -> list[str]:
    """What goes wrong on a page from now on, in its frames too; see also `opens`."""
    faults: list[str] = []
    page.on(
        "requestfailed",  # aborted: the next page was asked for before the icon had come
        lambda request: (
            request.failure != "net::ERR_ABORTED" and faults.append(f"did not get {request.url}")
        ),
    )
    page.on("console", lambda message: faults.append(f"{page.url} says {message.text}"))
    page.on(
        "response",
        lambda answer: answer.status < 400 or faults.append(f"{answer.status} {answer.url}"),
    )
    return faults


def framed(
    page: Page, addresses: Sequence[str], width: int
) -> Iterator[tuple[str, int, int, float]]:
    """Of each page its width, height and shift, some at a time in frames: that is the fastest."""
    page.route("**/frames", lambda route: route.fulfill(content_type="text/html", body=FRAMES))
    page.goto(f"{addresses[0]}frames")
    page.unroute_all()
    yield from page.evaluate(LOOK, [addresses, width])


@pytest.mark.parametrize("root", ["", "/zh"])
@pytest.mark.parametrize(("width", "half"), [(320, 0), (320, 1), (390, None), (1280, None)])
def test_pages_fit_and_are_still_and_quiet(
    opens: Opens,
    address: str,
    paths: list[str],
    kinds: list[str],
    width: int,
    half: int | None,
    root: str,
) -> None:
    """Every page on the narrowest screen, on others one of each kind."""
    page = opens(width=width)
    faults, moved = faults_of(page), []
    some = of_language(paths if SOAK or width == 320 else kinds, root)
    some = some if half is None else some[half::2]
    assert len(some) > (100 if width == 320 else 25)
    for path, wide, _, shift in framed(page, [address + path for path in some], width):
        if wide != width:
            faults.append(f"{path} is {wide} px wide")
        if shift:
            moved.append(path)
    for path in () if root or half else STATES:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            faults.append(f"{path} is {wide} px wide")
        if page.evaluate("window.shift"):
            moved.append(address + path)
    for path in moved:  # or were they painted half parsed, as the machine was busy?
        page.goto(path)
        page.wait_for_timeout(80)
        if shift := page.evaluate("window.shift"):
            faults.append(f"{path} moves by {shift}")
    assert faults == []


@pytest.mark.parametrize("root", ["", "/zh"])
@pytest.mark.parametrize("third", range(3))
def test_pages_are_accessible(
    opens: Opens, address: str, paths: list[str], kinds: list[str], third: int, root: str
) -> None:
    """One of each kind; in the dark only colours change, on a phone only tables.

    Of parts of a page that look alike, such as the rows of a table, the first is looked at.
    """
    page = opens(color_scheme="light")
    page.add_init_script(AXE)
    states = [root + path for path in STATES]
    found = []
    for path in of_language([*(paths if SOAK else kinds), *states], root)[third::3]:
        page.goto(address + path)
        if not SOAK:
            page.evaluate(WITHOUT_REPEATS)
        found += [f"{path}: {fault}" for fault in violations(page)]
        if root and not SOAK:  # the same templates, with the same colours
            continue
        page.emulate_media(color_scheme="dark")
        colours = violations(page, "color-contrast", "link-in-text-block")
        found += [f"{path} in the dark: {fault}" for fault in colours]
        page.emulate_media(color_scheme="light")
        if path in states:
            page.set_viewport_size({"width": 390, "height": 900})
            found += [f"{path} on a phone: {fault}" for fault in violations(page)]
            page.set_viewport_size({"width": 1280, "height": 900})
    assert found == []


def test_the_site_works_opened_from_disk(opens: Opens, site: Path) -> None:
    page = opens((site / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.halves')).display") == "grid"
    page.click("nav >> text=Products")
    page.click("table.index >> text=Relmacabtagene autoleucel")
    assert page.url.endswith("/products/relmacabtagene-autoleucel/index.html")
    page.click(".side >> text=20 August 2024")
    assert page.url.endswith("#approval-2024-08-20")


def test_pages_are_whole_without_script_and_show_no_control(opens: Opens, address: str) -> None:
    page = opens("/", java_script_enabled=False, color_scheme="dark")
    page.click("nav >> text=Approvals")
    page.click("main >> text=Zevorcabtagene autoleucel")
    assert page.locator("h1").inner_text() == "Zevorcabtagene autoleucel"
    assert page.locator(".approval .results tbody tr").count() == 3
    assert paper(page) == PAPER["dark"]  # as the system has it
    for path, rows in (("products", 14), ("approvals", 17), ("guidelines", 41), ("compare", 0)):
        page.goto(f"{address}/{path}/?year=2023&order=-name")
        assert page.locator("table.index tr:not(.group) th > a:first-child:visible").count() == rows
        assert page.locator(":is(main :is(input:not([type=search]), select), .theme, .tray)"
                            ":visible, .compared:visible").count() == 0  # fmt: skip
    page.click("main >> text=CD19 CAR-T")
    assert page.url == f"{address}/compare/cd19-car-t/"
    assert page.locator(".compared thead th:visible > a").count() == 4
    page.goto(f"{address}/trends/")
    figures = page.locator("figure").all()
    assert len(figures) >= 7
    for width, seen, hidden in ((1280, "wide", "narrow"), (390, "narrow", "wide")):
        page.set_viewport_size({"width": width, "height": 900})
        for figure in figures:
            assert figure.locator(f".drawing.{seen} svg").is_visible()
            assert not figure.locator(f".drawing.{hidden} svg").is_visible()
            assert figure.locator("table tbody tr").count() > 1


@pytest.mark.parametrize("script", [True, False])
def test_an_address_within_a_folded_part_opens_it(opens: Opens, address: str, script: bool) -> None:
    page = opens("/guidelines/immune-cell-therapy-clinical-trials/", java_script_enabled=script)
    assert page.locator("details.fold").count() > page.locator("details[open]").count() == 0
    page.click("h1 a")
    assert page.locator("#r-title").is_visible()
    assert not page.locator("#history").is_visible()
    for part in ("cite", "elsewhere", "r-2021-09-01-trial", "remark-relma-cel-fl-date"):
        page.goto(address + RELMA)
        assert not page.locator(f"#{part}").is_visible()
        page.goto(f"{address}{RELMA}#{part}")
        assert page.locator(f"#{part}").is_visible()


def test_a_table_of_cards_is_still_a_table_to_a_screen_reader(opens: Opens) -> None:
    page = opens(RELMA, width=390)
    results = page.get_by_role("table").first
    assert results.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == "flex"
    assert results.locator("[role=row]").count() == results.locator("tr").count()
    assert page.locator(":is(.cards, .results) :is(th, td):not([role])").count() == 0


def test_paper_has_no_controls_and_names_addresses(opens: Opens, address: str) -> None:
    page = opens("/guidelines/?year=2023", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(":is(nav, select, input, legend, [type=reset]):visible").count() == 0
    assert page.locator(".tools [role=status]").inner_text().startswith("7 of 41 guidelines")
    assert "Year" in page.locator("#guidelines thead").inner_text()
    ink = "e => getComputedStyle(e).color"
    assert page.locator("body").evaluate(ink) == "rgb(0, 0, 0)"
    assert page.locator(".kind-gene-therapy").first.evaluate(ink) == "rgb(74, 119, 44)"
    page.goto(f"{address}/sources/report/")
    after = "a => getComputedStyle(a, '::after').content"
    assert "http" in page.locator("main a[href^=http]").first.evaluate(after)


def test_the_keyboard_reaches_the_content_first(opens: Opens) -> None:
    page = opens("/guidelines/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", ["/", CHOSEN, "/trends/response-rates/", "/compare/", "/search/"])
def test_everything_is_reached_by_keyboard_with_visible_focus(opens: Opens, path: str) -> None:
    page = opens(path)
    wanted = page.evaluate(
        """() => { window.seen = new Set(); return [...document.querySelectorAll(
          "a[href], button, input, select, summary, [tabindex='0']")].filter(one =>
          one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true})
          && (one.type !== "radio" || one.checked)).length }"""
    )
    faults = []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const one = document.activeElement, tray = document.querySelector(".tray");
              if (one === document.body || window.seen.has(one)) return "";
              window.seen.add(one);
              if (tray?.offsetHeight && !tray.contains(one) &&
                one.getBoundingClientRect().bottom > tray.getBoundingClientRect().top)
                return "behind the tray: " + one.outerHTML.slice(0, 80);
              const ring = getComputedStyle(one);
              return ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 1
                ? "" : one.outerHTML.slice(0, 80); }"""
        )
        if told:
            faults.append(told)
    assert faults == []
    assert page.evaluate("window.seen.size") >= wanted


@pytest.mark.parametrize(("width", "most"), [(1280, 3500), (390, 7000)])
def test_the_longest_page_of_a_product_answers_in_a_few_screens(
    opens: Opens, address: str, paths: list[str], width: int, most: int
) -> None:
    products = [path for path in paths if re.fullmatch("(/zh)?/products/[^/]+/", path)]
    assert len(products) > 2 * 13
    for path, _, high, _ in framed(opens(), [address + path for path in products], width):
        assert 0 < high <= most, path


@pytest.mark.parametrize("root", ["", "/zh"])
def test_a_product_is_printed_on_four_pages_at_most(opens: Opens, root: str) -> None:
    page = opens(root + RELMA)  # the longest
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert 1 < len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 4
