# make          what there is
# make run      start Canbo on this machine
# make empty    the same with nobody on record, to try the import on 38 rosters
# make test     what CI runs, on one database

PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := .tools/bin/uv
VAR ?= var
PORT ?= 8000
DEMO := --competencies
export CANBO_VAR := $(abspath $(VAR))

CATALOGUES := $(wildcard src/canbo/locale/*/LC_MESSAGES/*.po)
STATIC := $(shell find src/canbo -path '*/static/*' -type f)

.DEFAULT_GOAL := help
.PHONY: help run empty test lint spark bench lock clean translations

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: $(VENV)/.run translations $(VAR)/static/.ok  ## start Canbo on 127.0.0.1, port 8000 (PORT=…), with the demonstration province the first time
	@$(BIN)/python -m canbo start --port $(PORT) $(DEMO)

empty:  ## start with the units but nobody on record; 38 rosters to import are written to var/empty/rosters
	@$(MAKE) --no-print-directory run VAR=$(VAR)/empty DEMO="--only-catalogue --competencies --rosters $(VAR)/empty/rosters"

test: $(VENV)/.dev translations  ## what CI runs, on the database of DATABASE_URL (SQLite by default)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m canbo policy check
	$(BIN)/python -m pytest -n auto --maxprocesses 4

lint: $(VENV)/.dev  ## format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

spark: $(VENV)/.spark translations  ## the rules on Apache Spark give what they give here; needs Java 17
	CANBO_REQUIRE_SPARK=1 $(BIN)/python -m pytest tests/files/test_engines.py

bench: $(VENV)/.spark  ## the figures of the README; needs PostgreSQL and Java 17
	$(BIN)/python -m benchmarks

lock:  ## renew the dependency locks
	$(UV) pip compile -q --generate-hashes --universal --python-version 3.11 --no-header --extra build pyproject.toml -o requirements.lock
	$(UV) pip compile -q --generate-hashes --universal --python-version 3.11 --no-header --extra build --extra dev pyproject.toml -o requirements-dev.lock
	$(PY) -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['spark'])" \
		| $(UV) pip compile -q --generate-hashes --universal --python-version 3.11 --no-header -c requirements-dev.lock - -o requirements-spark.lock

clean:  ## forget everything that was made here, the database too
	rm -rf $(VENV) .tools $(VAR)

$(UV): requirements-tools.lock
	$(PY) -m venv .tools
	.tools/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-tools.lock
	@touch $@

$(VENV)/bin/python:
	$(PY) -m venv --without-pip $(VENV)

# The development set holds the runtime set, so either stamp serves `make run`.
$(VENV)/.run: requirements.lock pyproject.toml | $(UV) $(VENV)/bin/python
	@test -f $(VENV)/.dev || $(UV) pip sync -q --require-hashes -p $(BIN)/python requirements.lock
	@test -f $(VENV)/.dev || $(UV) pip install -q --no-deps --no-build-isolation -p $(BIN)/python -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(UV) $(VENV)/bin/python
	$(UV) pip sync -q --require-hashes -p $(BIN)/python requirements-dev.lock
	$(UV) pip install -q --no-deps --no-build-isolation -p $(BIN)/python -e .
	@touch $@

$(VENV)/.spark: $(VENV)/.dev requirements-spark.lock
	$(UV) pip install -q --require-hashes --no-build-isolation -p $(BIN)/python -r requirements-spark.lock
	@touch $@

translations: $(CATALOGUES:.po=.mo)

%.mo: %.po
	@$(BIN)/python -c "import sys, polib; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])" $< $@

$(VAR)/static/.ok: $(STATIC) | $(VENV)/.run
	@$(BIN)/python -m canbo collectstatic --noinput --verbosity 0
	@touch $@
