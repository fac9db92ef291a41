"""What changed from one edition to the next, field by field, and the history of each record."""

from typing import Any, NamedTuple


class History(NamedTuple):
    """Everything that is known of changes: by edition, and by record."""

    editions: tuple[Any, ...]  # newest first
    versions: dict[str, tuple[Any, ...]]  # by address, newest first; those that are gone too


NO_HISTORY = History((), {})
