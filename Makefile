# The two commands that matter: `make demo` and `make test`. Both work on a bare machine with
# Python 3.11 to 3.13 and make; everything they install is pinned, with hashes, in requirements/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAGES := clean detect extract link reconcile syntax vocabulary
# A process for each core, four at most: each loads the models.
SPREAD := -n auto --maxprocesses 4 --dist worksteal
UV := VIRTUAL_ENV=$(VENV) $(BIN)/uv pip
PIN := $(UV) compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
  --no-emit-index-url --no-emit-find-links -q
PINNED := -c requirements/dev.txt

.PHONY: demo test test-all quick check bench floods fuzz shape format lock audit clean help

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: $(VENV)/run.stamp ## Install, run the main job on the bundled reports, end with a ledger and a page
	$(BIN)/dateline demo --output demo

test: $(VENV)/dev.stamp ## Install and run the tests but for those that take seconds each
	$(BIN)/python -m pytest $(SPREAD) -m "not slow"

test-all: $(VENV)/dev.stamp ## Run all tests, those of servers, browsers, builds and kills as well
	$(BIN)/python -m pytest $(SPREAD)

# In one process: a second one takes longer to load than it saves.
quick: $(VENV)/dev.stamp ## Run the tests of the reading stages, for the inner loop
	$(BIN)/python -m pytest -m "not slow" $(addprefix tests/,$(STAGES))

check: $(VENV)/dev.stamp ## Linters and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mkdocs build -q -s

bench: $(VENV)/dev.stamp ## Run the benchmarks and hold them to their floors
	$(BIN)/python -m benchmarks.gate

floods: $(VENV)/dev.stamp ## Read floods of each character, phrase and tag, and write the figure
	$(BIN)/python -m benchmarks.floods --write

fuzz: $(VENV)/dev.stamp ## Give readers and rules what nobody means to write, for an hour or so
	DATELINE_FUZZ=1800 $(BIN)/python -m pytest tests/test_fuzz.py

shape: $(VENV)/dev.stamp ## Print the shape of the package beside an earlier state
	$(BIN)/python -m benchmarks.shape

format: $(VENV)/dev.stamp ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/bootstrap.stamp ## Renew the pinned versions in requirements/
	$(PIN) pyproject.toml --group build --group dev --all-extras -o requirements/dev.txt
	$(PIN) pyproject.toml $(PINNED) --group build --extra calendars --extra html --extra serve \
	  -o requirements/run.txt
	$(PIN) pyproject.toml $(PINNED) -o requirements/core.txt
	$(PIN) pyproject.toml $(PINNED) --all-extras -o requirements/all.txt
	echo 'uv==0.13.8' | $(PIN) - -o requirements/bootstrap.txt
	echo 'pip-audit==2.10.1' | $(PIN) - -o requirements/audit.txt

audit: $(VENV)/audit.stamp ## Ask for known faults of all that is installed; needs the network
	$(PYTHON) -m benchmarks.advisories $(VENV)/audit/bin/pip-audit requirements/all.txt

clean: ## Remove everything that was built or installed here
	rm -rf $(VENV) demo src/dateline/detect/data/gazetteer.sqlite src/dateline/write/data

$(VENV)/bootstrap.stamp: requirements/bootstrap.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements/bootstrap.txt
	touch $@

# Hatchling's build hook makes the gazetteer and the world map, hence the build group here.
$(VENV)/run.stamp: $(VENV)/bootstrap.stamp requirements/run.txt pyproject.toml hatch_build.py
	$(UV) install -q --require-hashes -r requirements/run.txt
	$(UV) install -q --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(UV) install -q --require-hashes -r requirements/dev.txt
	touch $@

# Of its own: what asks about the packages needs more of them than the program does.
$(VENV)/audit.stamp: $(VENV)/bootstrap.stamp requirements/audit.txt
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install -q --require-hashes -r requirements/audit.txt
	touch $@
