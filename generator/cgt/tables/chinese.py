"""The one other language that tables have columns for."""

from typing import Any

from ...engine.columns import Translation
from ...engine.schema import cell


def chinese(of: str, example: str = "") -> Any:
    """Declare a column for what the text of another column is in Chinese."""
    return cell(
        Translation, f"{of.replace('_', ' ').capitalize()}, Chinese",
        f"The {of.replace('_', ' ')} in Chinese, in our own words; may be blank.", example,
        of=of, language="zh",
    )  # fmt: skip
