"""CGT China: tables in, a static reference site out.

    data/*.csv, notes, catalogue.toml, applications.xlsx
        -> cells, records   what the tables hold: types, one frozen record per table
        -> tables           rows with their place; workbooks, applications for the one workbook
        -> checks           every problem at once, each with its place; nothing is built if any
        -> catalogues       records linked: Product > Approval > Endpoint, Guideline, Source ...
        -> figures          a figure as a value: rows, words, chart; engine.drawings draws it
        -> pages            the list of all pages, as values; downloads the files to take away
        -> render           a page as HTML
        -> build            the site as a plan of files, written by engine.site and engine.workers

Read build.py first: it is the whole program on one screen. Imports point up this picture; only the
checks of names look down it, to what figures and pages are called.
"""
