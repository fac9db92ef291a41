"""Languages: the words of the site in another one, by gettext.

English is the language of the templates. The words of another one come from four places: sentences
from CODE.po, in the folder `languages` beside the templates; texts of tables from columns beside
theirs (columns.Translation), or by their whole text from the table `translations`, which `gettext`
looks up too; names from what a catalogue says in `translated`. Pages have the same addresses below
/CODE/.
"""

import hashlib
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

FOLDER = "languages"  # within a folder of templates


def N_(message: str) -> str:
    """The message itself, marked to be translated where it is shown."""
    return message


@dataclass(frozen=True, eq=False)
class Language:
    """A language of the site; as it is made here, that of the templates.

    `code` begins its addresses, '' for the language at the root; `tag` is by BCP 47. `prose` is
    what tables say in it of texts in the main language.
    """

    code: str = ""
    tag: str = "en"
    name: str = "English"  # what it calls itself
    translations: NullTranslations = field(default_factory=NullTranslations)
    prose: Mapping[str, str] = field(default_factory=dict)
    checksum: str = ""  # of the translations

    @property
    def root(self) -> str:
        """The address of its home page: '/', or '/CODE/'."""
        return f"/{self.code}/" if self.code else "/"

    @property
    def is_han(self) -> bool:
        """Whether it is written in Han characters, so that Latin words are foreign to it."""
        return self.tag.startswith("zh")

    def gettext(self, message: str) -> str:
        """A message of templates, or a text of a table, in this language; else as it is."""
        found = self.translations.gettext(message) if message else ""
        return self.prose.get(message, message) if found == message else found

    def listed(self, words: Sequence[str]) -> str:
        """'a', 'a and b', 'a, b and c'."""
        if len(words) < 2:
            return "".join(words)
        return self.gettext("{others} and {last}").format(
            others=self.gettext(", ").join(words[:-1]), last=words[-1]
        )

    def place(self, words: str) -> str | bytes:
        """What words are sorted by: in Chinese the sound of common characters, as GB 18030 is."""
        folded = words.casefold()
        return folded.lstrip("《“").encode("gb18030") if self.is_han else folded

    def of_strings(self, data: Any) -> Any:
        """Data of JSON in which every string that is a message is in this language."""
        if isinstance(data, str):
            return self.gettext(data)
        if isinstance(data, Mapping):
            return {key: self.of_strings(value) for key, value in data.items()}
        return [self.of_strings(one) for one in data] if isinstance(data, list | tuple) else data


MAIN = Language()


def width(text: str) -> int:
    """How many Latin letters take as much room as the text: a Han character takes that of two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def po_files(templates: Iterable[Path], code: str) -> list[Path]:
    """The files of translations into a language that stand beside the templates of folders."""
    paths = (folder / FOLDER / f"{code}.po" for folder in templates)
    return [path for path in paths if path.is_file()]


def compile_po(path: Path) -> bytes:
    """A file of translations in the form that gettext reads, without what is marked as fuzzy."""
    from babel.messages.mofile import write_mo  # slow to import, and what it makes is cached
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    with path.open("rb") as file:
        write_mo(out, read_po(file))
    return out.getvalue()


def language(code: str, compiled: Sequence[bytes]) -> Language:
    """A language by its compiled translations, of which the first that has a message gives it.

    Its tag is in their head, its own name the translation of "English".
    """
    first, *others = (GNUTranslations(io.BytesIO(one)) for one in compiled)
    for other in others:
        first.add_fallback(other)
    tag = first.info().get("language", code).replace("_", "-")
    name = first.pgettext("this language", "English")
    checksum = hashlib.sha256(b"".join(compiled)).hexdigest()
    return Language(code, tag, name, first, checksum=checksum)
