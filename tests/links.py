"""Links within a built site: every one must lead to a file, every fragment to an id."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value is not None:
                self.ids.append(value)
            elif name in ("href", "src", "action", "data") and value is not None:
                self.links.append(value)
            elif name in ("aria-labelledby", "aria-describedby", "for") and value is not None:
                self.links += [f"#{id}" for id in value.split()]


def broken_links(site: Path) -> list[str]:
    """'file: what is broken' for links, fragments and ids that stand twice on a page."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        pages[path] = _Page()
        pages[path].feed(path.read_text("utf-8"))
    ids = {path.resolve(): set(page.ids) for path, page in pages.items()}
    found = []
    for path, page in pages.items():
        name = path.relative_to(site).as_posix()
        found += [f"{name}: id '{id}' stands twice" for id in page.ids if page.ids.count(id) > 1]
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            if parts.path.startswith("/"):  # the 404 page alone, at a domain root
                target = site / unquote(parts.path.lstrip("/"))
            else:
                target = path.parent / unquote(parts.path) if parts.path else path
            target = (target / "index.html" if target.is_dir() else target).resolve()
            if not target.is_file() or not target.is_relative_to(site.resolve()):
                found.append(f"{name}: leads nowhere: {link}")
            elif parts.fragment and unquote(parts.fragment) not in ids.get(target, ()):
                found.append(f"{name}: no such fragment: {link}")
    return found
