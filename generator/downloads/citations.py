"""Citations as files, beside what they cite."""

from collections.abc import Iterator, Mapping

from ..catalogues import Catalogue
from ..citations import Cited, citation, paper, texts, whole
from ..figures import Figure


def citation_files(
    catalogue: Catalogue, figures: Mapping[str, Figure], site_url: str | None
) -> Iterator[tuple[str, bytes]]:
    """Every form of the citation of each record and figure, of the catalogue and of the paper."""
    about: list[Cited] = [
        *catalogue.products,
        *catalogue.guidelines,
        *catalogue.holders,
        *figures.values(),
    ]
    found = {f"{one.path}{one.id}": citation(catalogue, one) for one in about}
    found["/about/catalogue"] = whole(catalogue)
    found["/about/paper"] = paper(catalogue)
    for name, cited in found.items():
        for ending, text in texts(cited, site_url).items():
            yield f"{name.lstrip('/')}.{ending}", text.encode()
