"""What any catalogue of records needs; imports nothing of a particular one, nor of its domain.

    dates       dates as readers see them
    html        markup: links, Chinese, Markdown, abbreviations
    files       files rewritten, all of them or none
    site        the folder of the site, replaced whole
    stamps      whether anything has changed since the last build; hashes of code
    cache       files that are slow to make, by a hash of what they are made from
    workers     work done by several processes
    formats     JSON, scripts, CSV, zips: the same bytes on every run
    templates   templates as pages and as texts
    figures     a figure as a value: words, numbers, a chart; what charts share
    drawings    a figure drawn: SVG, live specification, PNG; the picture of a page
    servers     the site for the curator's own browser, with live reload
    workbooks   Excel workbooks, read whatever people do in spreadsheets
    counts      columns for a period and a number; how counts of groups add up
    foreign_tables  tables in files of others: sheets, headers, periods, numbers

Imports run down this list: each module imports only from those above it.
"""
