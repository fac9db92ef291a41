"""This catalogue: cell and gene therapy in China.

    tables          its tables, declared: records of the sources, evidence, counts of others
    catalogue       all records, in the order in which pages show them
    provenance      where each value was read: source, place, printed words
    rates           response rates compared, and recomputed
    flat            one flat table of approvals, one of results
    bearing         which guidelines bear on a product or a kind of therapy
    milestones      events of products in order of time, approvals among them
    facets          ways to divide the catalogue, each with a page for every value
    figures         a function for each figure
    rules           a function for each thing that must hold in the tables
    metadata        citations, and what pages tell machines
    search          what the search can lead to
    series_words    what the words of a publisher's workbook mean
    series_tables   its sheets as numbers, each with what it counts
    series_import   those as rows of series.csv
    pages           the list of kinds of page, and a function for each
    downloads       the list of files that can be downloaded
    definition      all of these as the engine takes them

Imports run down this list: each module or folder imports only from those above it.
"""
