"""CGT China: tables in, a static reference site out.

    data/*.csv, notes, catalogue.toml
        -> tables     cells with their place
        -> records    typed, frozen, linked: Product > Approval > Endpoint, Guideline, Source ...
        -> checks     every problem at once, each with its place; nothing is built if there is one
        -> pages      the list of all pages, as values
        -> render     a page as HTML
        -> build      the only writer of site/

Read build.py first: it is the whole program on one screen.
"""
