"""The page of everything to take away."""

from ..addresses import API, COLLECTIONS
from ..catalogues import Catalogue
from ..descriptions import TABLES_SAY
from .page import Figures, Page


def data_page(catalogue: Catalogue, figures: Figures) -> Page:
    """Files, addresses and lines to copy."""
    return Page(
        path="/data/",
        template="data",
        title="Data",
        description="Everything in the catalogue as files to take away, link to and build on.",
        context={
            "tables": [
                (table, TABLES_SAY[table].removeprefix("A row "), len(rows))
                for table, rows in catalogue.tables.items()
            ],
            "api": API,
            "collections": COLLECTIONS,
            "figures": list(figures.values()),
            "example": catalogue.products[0],
            "editions": catalogue.editions[::-1],
        },
    )
