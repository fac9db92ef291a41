"""The tables that speak of editions: why something changed, and where an address leads now."""

from typing import Annotated

from .columns import Address, Addresses, EditionId, Id, Text, Word
from .schema import Record


class Change(Record, frozen=True):
    """A row says why a row changed from one edition to the next."""

    key = ("edition", "subject", "column")
    page = "/changes/{0.edition}/"
    may_be_empty = True
    edition: Annotated[
        str, EditionId("Edition", "The first edition with the change.", "2025-12-31")
    ]
    subject: Annotated[
        str,
        Id("Record", "The id of the row that changed, or of the record it belongs to.",
           "toycel-2025-03-01"),
    ]  # fmt: skip
    column: Annotated[
        str | None,
        Text("Column", "The column or property that changed; blank if the whole row came or went."),
    ]
    kind: Annotated[str, Word("Kind", "What kind of reason it is.", "new-event", of="change-kind")]
    text: Annotated[str, Text("Reason", "The reason in a sentence.", "It was approved in March.")]


class Redirect(Record, frozen=True):
    """A row says where an address leads that was published once and is no more."""

    key = ("address",)
    page = "{0.address}"
    may_be_empty = True
    address: Annotated[
        str, Address("Old address", "The old address within the site.", "/products/toicel/")
    ]
    to: Annotated[
        str | None,
        Addresses(
            "New address",
            "The new address, or several with blanks between if the record was split; blank if it"
            " was withdrawn.",
            "/products/toycel/",
        ),
    ]
    edition: Annotated[
        str, EditionId("Edition", "The first edition without the old address.", "2025-12-31")
    ]
    reason: Annotated[
        str,
        Text("Reason", "The reason in a sentence, for readers who come by the old address.",
             "The notice spells it Toycel."),
    ]  # fmt: skip

    @property
    def targets(self) -> list[str]:
        """The new addresses: none if it was withdrawn, several if it was split."""
        return (self.to or "").split()
