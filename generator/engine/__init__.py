"""What any catalogue of records needs; imports nothing of a particular one, nor of its domain.

Tables, declared and read:

    problems        what a curator must mend, and where; what no cell may hold
    languages       the site in other languages, by gettext
    dates           dates as far as they are known, and as readers see them
    columns         what a column may hold, and how its cells are read
    schema          the declaration of tables, from which the rest follows
    tables          CSV files as rows with their places, rows as records, and back
    editions        frozen editions, as files that no build changes
    reading         a data folder: all tables, notes, editions, and settings, true of the whole

What follows from them:

    differences     new, deleted and changed rows between two states of a table
    changes         which pages show a row, a hash of the rows of each record, its history
    translations    texts of tables in other languages
    catalogues      a catalogue: all records, linked to what belongs to them, with its editions
    snapshots       records as each edition has them, row by row
    rules           what must hold in any tables: what is named exists, once
    edition_rules   what must hold between tables and editions: none lost, every change explained

Files, and how they come to the disk:

    files           JSON, scripts, CSV, zips, static files, the same bytes on every run; rewriting
    site            the folder of the site, replaced whole
    cache           files that are slow to make; whether anything has changed since the last build
    workers         work done by several processes
    servers         the site for the curator's own browser, with live reload

Text:

    html            markup: Han characters, Markdown, abbreviations, relative links
    templates       templates as pages and as plain text

Workbooks:

    workbooks       Excel files, opened safely and read cell by cell
    exports         the workbook of all tables, to edit
    sheets          its sheets read back as rows, and marked where they are wrong
    imports         an edited workbook compared, checked, refused or taken

Figures:

    counts          partly known counts; columns for a period and a number; how groups add up
    foreign_tables  tables in files of others: sheets, headers, periods, numbers
    figures         a figure as a value, and what charts share
    pictures        what pictures share; the card of a page
    drawings        figures as SVG, PNG and live charts

Pages and all other files of a site:

    filters         what templates may do to values
    pages           kinds of page, and pages as values
    renderers       pages as HTML
    definitions     a catalogue as the engine takes it, and how it is loaded
    addresses       which addresses there are, which earlier ones and links of notes lead nowhere
    citations       records and figures cited: plain, BibTeX, RIS, CSL-JSON
    json_files      records and figures as JSON
    descriptions    their schemas, OpenAPI, the data package, CSV on the Web
    discovery       feeds, calendars, sitemap, llms.txt, search description
    moved           what answers at addresses that are gone
    plans           the site as a plan: pages, and jobs that make files
    releases        the next edition: what it holds, and the files that freeze it
    impacts         what the tables of now change against an edition or others, in words

Imports run down this list: each module imports only from those above it.
"""
