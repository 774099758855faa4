# Every target does its own set-up. `make help` lists them.

SHELL := /bin/bash
PYTHON ?= python3

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.DEFAULT_GOAL := help
.PHONY: help run dev demo author test browser lighthouse picture bench corpus format lock messages styles writing figures clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: .venv/run.stamp node_modules/.stamp ## Serve the site; HOST and PORT say where, else 127.0.0.1:8000; a first start furnishes it
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) demo --if-empty
	@$(MANAGE) author --if-none
	@$(BIN)/gunicorn --config config/gunicorn.py config.wsgi

dev: .venv/dev.stamp node_modules/.stamp ## Serve with debug pages and reload on every change
	@DEBUG=1 $(MANAGE) migrate --verbosity 0
	@DEBUG=1 $(MANAGE) runserver $${HOST:-127.0.0.1}:$${PORT:-8000}

demo: .venv/run.stamp node_modules/.stamp ## Put the demonstration content in; what was written here stays
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo

author: .venv/run.stamp node_modules/.stamp ## Make an author account; its password is printed once
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) author

test: .venv/dev.stamp node_modules/.stamp tests/browser/node_modules/.stamp ## Formatter, linter, types, checks, tests, real browser
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/djade --check $$(git ls-files 'templates/*.html')
	@$(BIN)/mypy
	@$(MANAGE) makemigrations --check --dry-run
	@env -u DEBUG SITE_URL=https://blog.example $(MANAGE) check --deploy --fail-level WARNING
	@sh tests/browser/chromium.sh
	@sh tests/browser/firefox.sh
	@sh tests/rendering/graphviz.sh
	@$(BIN)/pytest

browser: .venv/dev.stamp node_modules/.stamp tests/browser/node_modules/.stamp ## Only the tests in a real Chromium; screenshots stay in tests/browser/screenshots
	@sh tests/browser/chromium.sh
	@sh tests/browser/firefox.sh
	@sh tests/rendering/graphviz.sh
	@SCREENSHOTS=1 $(BIN)/pytest -m browser

lighthouse: .venv/dev.stamp node_modules/.stamp tests/browser/node_modules/.stamp ## Print what Lighthouse says of five pages on a phone
	@sh tests/browser/chromium.sh
	@$(BIN)/python -m tests.browser.lighthouse

picture: .venv/dev.stamp node_modules/.stamp ## Take the README's picture of the furnished site
	@sh tests/browser/chromium.sh
	@$(BIN)/python -m tests.browser.picture

bench: .venv/dev.stamp node_modules/.stamp ## Measure rendering and reading; ratios within this run
	@$(BIN)/python -m tests.bench

corpus: .venv/dev.stamp node_modules/.stamp ## Render a FOLDER of Markdown and name what is not drawn; PHONES=1 looks at it on phones, too
	@$(BIN)/python -m tests.bench.corpus $(FOLDER) $(if $(PHONES),--phones)

format: .venv/dev.stamp ## Rewrite code and templates in the house's format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djade $$(git ls-files 'templates/*.html')

lock: .venv/dev.stamp ## Make the hash-pinned locks anew from pyproject.toml and package.json
	@sh requirements/lock.sh
	@for folder in . tests/browser; do (cd $$folder && npm install --package-lock-only --omit-lockfile-registry-resolved) || exit 1; done

messages: .venv/dev.stamp ## Collect the interface's sentences and compile the catalogues
	@$(BIN)/python -m tests.catalogues

styles: .venv/dev.stamp ## Write the sheet of the classes in drawn formulas
	@$(BIN)/python -m tests.formula_sizes

writing: .venv/dev.stamp ## Write the reference for authors in docs/ from the examples in blog/writing/
	@$(BIN)/python -m tests.writing

figures: .venv/figures.stamp ## Draw the figures of the demonstration posts again
	@for script in blog/demo/figures/*.py; do $(BIN)/python $$script || exit 1; done

clean: ## Remove what was installed or made, but never the data in var/
	rm -rf .venv node_modules tests/browser/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Widemargin needs Python 3.11 or newer; set PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/%.stamp: requirements/%.txt | .venv/bin/python
	@echo "Installing the Python packages of $< ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement $<
	@touch $@

# With npm where there is one, else with the Node.js that PyPI's package brings.
node_modules/.stamp: package-lock.json | .venv/bin/python
	@echo "Installing the npm packages ..."
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund; else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements/node.txt && \
	  $(BIN)/python requirements/npm.py ci --silent --no-audit --no-fund; fi
	@touch $@

# What only the tests need: Lighthouse and axe-core.
tests/browser/node_modules/.stamp: tests/browser/package-lock.json | .venv/bin/python
	@echo "Installing the npm packages of the browser tests ..."
	@cd tests/browser && if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --ignore-scripts; else \
	  ../../$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement ../../requirements/node.txt && \
	  ../../$(BIN)/python ../../requirements/npm.py ci --silent --no-audit --no-fund --ignore-scripts; fi
	@touch $@
