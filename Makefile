# Two commands on a fresh machine: `make run` and `make test`. Needed beforehand: Python 3.11 or later, and make.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

KAART ?= geodata/kaarten/overijssel
PORT ?= 8000
# More arguments for pytest: make test PYTEST="-k postcode"; JOBS=0 runs one test after another.
PYTEST ?=
JOBS ?= 2

# The first interpreter that runs and is new enough. (A pyenv shim may stand on PATH and not run.)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for one in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	"$$one" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo "$$one" && break; done)
# The second interpreter that the tests run on, where there is one.
PYTHON_312 ?= $(shell for one in python3.12 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.12.*/bin/python; do \
	"$$one" -c 'import venv, ensurepip' >/dev/null 2>&1 && echo "$$one" && break; done)

# Some machines tell Python to keep nothing compiled: every program that a test starts would compile all of us anew.
export PYTHONDONTWRITEBYTECODE :=

# Half of the tests for each worker, in their order, so that what tests of one file share is made once; whoever is
# done takes over from the other.
PYTEST_HERE = -m pytest --quiet --numprocesses $(JOBS) --dist worksteal

BIN := .venv/bin
UV := .venv-uv/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

.PHONY: help
help: ## Show this list
	@echo "Sociale Kaart. Use: make TARGET"
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile
	@echo "KAART=FOLDER and PORT=NUMBER choose what \`make run\` serves and where (now $(KAART), $(PORT))."

.PHONY: python
python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Sociale Kaart needs Python 3.11 or later, and found none on PATH." >&2; \
		echo "Install one, or name it: make run PYTHON=/path/to/python3.11" >&2; exit 1; fi

.PHONY: install
install: python ## Install what running needs into .venv, and build the front end
	@"$(PYTHON)" tools/install.py run

.PHONY: install-test
install-test: python
	@"$(PYTHON)" tools/install.py test

.PHONY: run
run: install ## Build the map in KAART and serve it; prints the address to open
	@echo "Building the map in $(KAART) ..."
	@$(BIN)/sociale-kaart build "$(KAART)"
	@$(BIN)/sociale-kaart serve "$(KAART)" --port "$(PORT)"

.PHONY: test
test: check ## Check the code and run every test, with branch coverage; again on Python 3.12 where there is one
	$(BIN)/python $(PYTEST_HERE) --cov --cov-branch --cov-report=term $(PYTEST)
	@$(MAKE) --no-print-directory test-312

.PHONY: install-312
install-312: install-test
	@[ -z "$(PYTHON_312)" ] || "$(PYTHON_312)" tools/install.py test --into .venv-3.12

.PHONY: test-312
test-312: install-312
	@if [ -z "$(PYTHON_312)" ]; then \
		echo "No Python 3.12 here: the tests ran on one version only."; \
	else \
		echo "The tests once more, on Python 3.12, without those that are slow, measure or look at pages in a browser."; \
		.venv-3.12/bin/python $(PYTEST_HERE) --hypothesis-profile=again -p no:cacheprovider \
			-m "not browser and not slow" --ignore tests/browser --ignore tests/benchmarks $(PYTEST); \
	fi

.PHONY: check
check: install-test ## Lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.PHONY: format
format: install-test ## Put imports and layout in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: translations
translations: install-test ## Bring every catalogue up to date with the sentences that pages say
	$(BIN)/python tools/translations.py

.PHONY: test-wheel
test-wheel: install-test ## Build sdist and wheel, install the wheel elsewhere without Node, serve a map from it
	$(BIN)/python tools/test_wheel.py

# What the geocoder is measured beside; part of it is compiled, and Debian's redis-server is asked for too.
.venv-benchmark/filled: requirements/benchmark.txt | python
	"$(PYTHON)" -m venv --clear .venv-benchmark
	.venv-benchmark/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements/benchmark.txt
	touch $@

.PHONY: install-benchmark
install-benchmark: .venv-benchmark/filled

.PHONY: benchmark
benchmark: install-test install-benchmark ## Measure the geocoder: quality, speed on ten million addresses, a killed run (about an hour)
	$(BIN)/python -m benchmarks.geocoding_quality
	$(BIN)/python -m benchmarks.geocoding_speed
	$(BIN)/python -m benchmarks.geocode_file

.PHONY: install-measures
install-measures: install-test
	@$(BIN)/python tools/page_checkers.py benchmarks/tools

.PHONY: accessibility
accessibility: install-measures ## Check every page in every state with axe and pa11y, and write down what was found
	$(BIN)/python -m benchmarks.accessibility

.PHONY: lighthouse
lighthouse: install-measures ## Measure the first page, results and a place with Lighthouse, as on a slow phone
	$(BIN)/python -m benchmarks.lighthouse

# Where `make notebooks` puts them, with what they show.
OUT ?= notebooks/uitgevoerd

.PHONY: notebooks
notebooks: install-test ## Run the notebooks into OUT (now notebooks/uitgevoerd), to open in Jupyter or an editor
	$(BIN)/python tools/notebooks.py run "$(OUT)"

.PHONY: notebooks-pair
notebooks-pair: install-test ## Write each notebook's .ipynb from its .py
	$(BIN)/python tools/notebooks.py pair

.PHONY: fuzz
fuzz: install-test ## Throw 200,000 made-up addresses at the geocoder
	$(BIN)/python -m benchmarks.address_fuzzer

.PHONY: lock
lock: python ## Renew requirements/ and static/package-lock.json from pyproject.toml and static/package.json
	@[ -x $(UV) ] || { "$(PYTHON)" -m venv .venv-uv && .venv-uv/bin/python -m pip install --quiet uv; }
	$(COMPILE) $(LOCK) --extra coverage --extra pdf --group build pyproject.toml --output-file requirements/run.txt
	$(COMPILE) $(LOCK) --extra coverage --extra pdf --extra cluster --extra notebooks --extra osm --group build --group test \
		--constraint requirements/run.txt pyproject.toml --output-file requirements/test.txt
	$(COMPILE) $(LOCK) requirements/benchmark.in --output-file requirements/benchmark.txt
	"$(PYTHON)" tools/install.py run
	$(BIN)/python hatch_build.py --lock
	$(BIN)/python tools/page_checkers.py --lock tests/browser/tools benchmarks/tools

.PHONY: upgrade
upgrade: ## As `lock`, and take the newest version of everything
	@$(MAKE) --no-print-directory lock LOCK=--upgrade

.PHONY: clean
clean: ## Remove what was installed, built and cached; maps and sources stay
	rm -rf .venv .venv-* dist build sociale_kaart/web/static static/node_modules static/.build
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
