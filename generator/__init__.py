"""CGT China: tables in, a static reference site out.

    data/*.csv, notes/*.md, catalogue.toml, editions/*.json
        -> engine.reading      rows with their places; cells in the types of cgt.tables
        -> engine.rules        those and cgt.rules: every problem at once; nothing is built if any
        -> engine.catalogues   records with what belongs to them, and what is known of editions
        -> cgt.figures         each figure as a value; engine.drawings draws it, once
        -> cgt.pages           each page: its address, its template, what the template gets
        -> cgt.downloads       every other file
        -> engine.plans        the site as jobs that each make some of its files
        -> engine.workers, engine.site    the jobs done by several processes, into the new site

Read build.py first: it is the whole program on one screen. `engine` serves any catalogue and
imports nothing of `cgt`, which is this one; cgt/definition.py is where they meet. __main__.py is
the command line, options.py what it takes, serve.py the site with live reload, places.py where
folders are.
"""
