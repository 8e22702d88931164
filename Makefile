# Two commands do all set-up: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TOOLS := $(VENV)/.tools
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
STORE ?= demining-kg-store
HOST ?= 127.0.0.1
PORT ?= 8000
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header
ABREAST ?= --numprocesses 2 --dist loadfile --durations 20

.DEFAULT_GOAL := help
.PHONY: help run test install tools check docs bench torture browser virtuoso node lock clean conformance

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## set up everything, build the bundled reports, serve on http://127.0.0.1:8000
	@$(BIN)/demining-kg --store $(STORE) serve --host $(HOST) --port $(PORT)

test: tools browser virtuoso node ## set up everything and run all tests, two at a time
	@if command -v chromium >/dev/null 2>&1; then \
	    $(BIN)/python -m pytest $(ABREAST); \
	else \
	    echo "No Chromium here: the browser tests are left out."; \
	    DEMINING_KG_NO_BROWSER=1 $(BIN)/python -m pytest $(ABREAST); \
	fi

install: $(STAMP) ## make .venv with what the project needs, pinned by hash, and the project in it

$(STAMP): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (about a minute, most of it download) …"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed, this is " + sys.version)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

tools: $(TOOLS) ## add what tests, checks and scripts need

$(TOOLS): $(STAMP) requirements-dev.lock
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $(TOOLS)

browser: ## install Debian's Chromium for the browser tests, where that is possible
	@scripts/debian.sh chromium chromium "the browser tests"

virtuoso: ## install Debian's Virtuoso for the tests of stores on servers, where that is possible
	@scripts/debian.sh virtuoso-t virtuoso-opensource-7-bin "the tests with Virtuoso"

node: ## install Debian's Node and npm for the tests with JavaScript clients, where that is possible
	@scripts/debian.sh npm npm "the tests with JavaScript clients"

check: tools ## lint and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: tools ## write the generated pages anew
	@$(BIN)/python scripts/docs.py
	@$(BIN)/python scripts/terms.py
	@$(BIN)/demining-kg --store $(STORE) build
	@$(BIN)/python scripts/shown.py --store $(STORE) --write
	@$(BIN)/python scripts/pictures.py --store $(STORE)

bench: tools ## measure: extraction quality and speed, building, first picture
	@$(BIN)/python scripts/bench.py

torture: tools ## kill servers, readers and builds, throw murderous texts, hang up
	@$(BIN)/python scripts/torture.py
	@$(BIN)/python scripts/hangups.py
	@$(BIN)/python scripts/siege.py

conformance: tools ## run the W3C's tests: SUITE=checkout of rdf-tests HARNESS=program that sends them
	@$(BIN)/python scripts/conformance.py $(SUITE) $(HARNESS)

lock: install ## pin the dependencies anew (needs uv)
	@$(LOCK) --extra install --upgrade -o requirements.lock
	@$(LOCK) --extra install --extra dev --constraints requirements.lock --upgrade -o requirements-dev.lock

clean: ## remove what `make` made, but not the store
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
