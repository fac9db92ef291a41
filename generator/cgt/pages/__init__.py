"""Every kind of page of the catalogue, in the order of the site."""

from ...engine.pages import PageKind
from . import changes, evidence, texts

EVIDENCE, SOURCES = ("/evidence/",), ("/sources/",)

KINDS: list[PageKind] = [
    PageKind("/", "home", texts.home_page),
    # products, each product, comparisons, approvals
    # guidelines, each guideline
    # facets, each of their values
    # trends, each figure, figures to embed, figures not drawn yet
    PageKind(
        "/evidence/",
        "evidence",
        evidence.evidence_page,
        navigation=True,
        long=("checks", "unchecked"),
    ),
    PageKind(
        "/evidence/remarks/", "remarks", evidence.remarks_page, crumbs=EVIDENCE, long=("by_kind",)
    ),
    PageKind(
        "/evidence/conditional/",
        "conditional",
        evidence.conditional_page,
        crumbs=EVIDENCE,
        long=("rows",),
    ),
    PageKind("/evidence/not-here/", "exclusions", evidence.exclusions_page, crumbs=EVIDENCE),
    PageKind("/sources/", "sources", texts.sources_page),
    PageKind(
        "/sources/{0.id}/",
        "sources_of_kind",
        texts.source_kind_page,
        records=texts.source_kinds,
        crumbs=SOURCES,
    ),
    PageKind("/data/", "data", texts.data_page, navigation=True),
    PageKind("/changes/", "changes", changes.changes_page),
    PageKind(
        "/changes/{0.edition}/",
        "edition",
        changes.edition_page,
        records=changes.editions,
        crumbs=("/changes/",),
    ),
    PageKind("/verify/", "verify", changes.verify_page, crumbs=("/changes/",)),
    PageKind("/search/", "search", texts.search_page, long=("letters",)),
    PageKind("/glossary/", "glossary", texts.glossary_page, navigation=True),
    PageKind(
        "/glossary/{0}/",
        "glossary_letter",
        texts.glossary_letter_page,
        records=texts.glossary_letters,
        crumbs=("/glossary/",),
    ),
    PageKind("/about/", "about", texts.about_page, navigation=True),
    PageKind("/404.html", "not_found", texts.not_found_page),
]
