"""Files that pages need to look and act as they do: stylesheet, scripts, and what scripts say."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rcssmin import cssmin

from .formats import File, script_bytes
from .languages import Language

SAID = re.compile(r'\bsay\("([^"]*)"')  # a message of a script


def static_files(folder: Path | None) -> Iterator[Iterable[File]]:
    """Stylesheet, scripts, icon."""
    if folder is None:
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".css":
                content = cssmin(content.decode()).encode()
            yield [(f"static/{path.relative_to(folder).as_posix()}", content)]


def script_words(folder: Path | None, language: Language) -> bytes:
    """What the scripts of a folder say, in a language: a script that has it by message."""
    scripts = sorted(folder.glob("*.js")) if folder else []
    said = [word for file in scripts for word in SAID.findall(file.read_text("utf-8"))]
    return script_bytes("words", {word: language.gettext(word) for word in said})
