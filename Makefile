# Two commands from a fresh clone: `make site`, `make test`. Needs Python 3.11 or later, and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LONG := $(wildcard $(patsubst %,tests/%.py,$(addprefix test_,killed same_bytes any_bytes hostile build) browser/test_pages))

SHARED := -n 2 --dist loadfile  # two processes: while one waits for the browser, one computes

unexport PYTHONDONTWRITEBYTECODE  # with it, all of the program would be compiled anew at each start
export FILE MAP DATE NOTE  # so that a shell takes them as they are, with blanks and quotes in them

.PHONY: help site test soak serve check impact tidy workbook import import-series release lint audit bench translations bless pins clean

help:            ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 15

site: $(VENV)/.site     ## build the site into site/
	$(BIN)/python -m generator build $(ARGS)

test: $(VENV)/.dev $(VENV)/.browser     ## run every test, in a real browser too
	$(BIN)/python -m pytest $(SHARED) $(ARGS)

soak: $(VENV)/.dev $(VENV)/.browser     ## the long tests: 200 kills, more invented input, every page; half an hour
	SOAK=1 $(BIN)/python -m pytest $(SHARED) $(LONG) $(ARGS)

serve: $(VENV)/.site    ## build, show at http://127.0.0.1:8000/, rebuild on every save
	$(BIN)/python -m generator serve $(ARGS)

check: $(VENV)/.site    ## check the tables: every problem, with file and line
	$(BIN)/python -m generator check $(ARGS)

impact: $(VENV)/.site   ## tell what the tables change on the site: ARGS="--since DIR"
	$(BIN)/python -m generator impact $(ARGS)

tidy: $(VENV)/.site     ## rewrite the tables in canonical form after a spreadsheet
	$(BIN)/python -m generator tidy $(ARGS)

workbook: $(VENV)/.site  ## write all tables into one Excel workbook to edit: FILE=tables.xlsx
	$(BIN)/python -m generator workbook "$$FILE" $(ARGS)

import: $(VENV)/.site   ## check the edited workbook, rewrite the tables: FILE=tables.xlsx
	$(BIN)/python -m generator import "$$FILE" $(ARGS)

import-series: $(VENV)/.site  ## turn a publisher's workbook of counts into rows of series.csv: FILE=book.xlsx [MAP=map.toml]
	$(BIN)/python -m generator import-series "$$FILE" $(if $(MAP),--map "$$MAP") $(ARGS)

release: $(VENV)/.site  ## freeze the tables as an edition: DATE=2027-01-15 NOTE="What is new."
	$(BIN)/python -m generator release --date "$$DATE" --note "$$NOTE" $(ARGS)

lint: $(VENV)/.dev      ## style, types, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/zizmor --offline --quiet --persona=pedantic .github

audit: $(VENV)/.dev $(VENV)/.browser    ## the Nu HTML checker on every page, Lighthouse on one of each kind
	$(BIN)/python -m tests.audit $(ARGS)

bench: $(VENV)/.dev     ## time the build beside Hugo (installs it into .cache/); ten minutes
	$(BIN)/python -m tests.bench $(ARGS)

translations: $(VENV)/.dev  ## bring templates/languages/*.po up to date with the sentences of the site
	$(BIN)/python -m tests.translations

bless: $(VENV)/.dev     ## accept the toy site as built now; list the tables in CONTRIBUTING.md
	$(BIN)/python -m tests.bless

pins:                   ## compile requirements*.txt anew from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra test --extra lint pyproject.toml -o requirements-dev.txt

clean:                  ## remove what was installed and built
	rm -rf $(VENV) site/* .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.site: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.site

$(VENV)/.browser: $(VENV)/.dev
	$(BIN)/python -m tests.install_browser
	@touch $@
