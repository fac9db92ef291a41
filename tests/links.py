"""Links within a built site: every one must lead to a file, every fragment to an id."""

import posixpath
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: dict[str, None] = {}
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value is not None:
                self.ids[value] += 1
            elif name in ("href", "src", "action", "data") and value is not None:
                self.links[value] = None
            elif name in ("aria-labelledby", "aria-describedby", "for") and value is not None:
                self.links |= dict.fromkeys(f"#{id}" for id in value.split())


def broken_links(site: Path) -> list[str]:
    """'file: what is broken' for links, fragments and ids that stand twice on a page."""
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: _Page(site / name) for name in sorted(there) if name.endswith(".html")}
    ids = {name: page.ids for name, page in pages.items()}
    found = []
    for name, page in pages.items():
        found += [f"{name}: id '{id}' stands twice" for id, times in page.ids.items() if times > 1]
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            way = unquote(parts.path)  # from the root on the 404 page alone
            folder = "" if way.startswith("/") else posixpath.dirname(name)
            target = posixpath.normpath(posixpath.join(folder, way.lstrip("/"))) if way else name
            index = posixpath.normpath(f"{target}/index.html")
            target = index if index in there else target
            if target not in there:
                found.append(f"{name}: leads nowhere: {link}")
            elif parts.fragment and unquote(parts.fragment) not in ids.get(target, ()):
                found.append(f"{name}: no such fragment: {link}")
    return found
