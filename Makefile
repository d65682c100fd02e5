# Every target sets up what it needs: `make demo` and `make test` work in a fresh clone.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
# more processes than cores, because some tests wait; what is compiled is kept, whatever the shell says
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest
TEST   := $(PYTEST) -m 'not kafka and not dear and not chromium and not compiled' --whole-tables -o cache_dir=.pytest_cache/test
PAGE   := $(PYTEST) -m 'chromium and not kafka' -o cache_dir=.pytest_cache/page
KAFKA  := $(PYTEST) -m kafka -o cache_dir=.pytest_cache/kafka
# fails, saying which they are, unless one or two tests failed last time; $(1) is where that is kept
FEW     = $(BIN)/python -c "import json; failed = json.load(open('$(1)/v/cache/lastfailed')); \
  print(len(failed), 'failed:', *list(failed)[:3], sep='\n  '); raise SystemExit(not 0 < len(failed) < 3)"
AGAIN  := --last-failed --last-failed-no-failures none

.DEFAULT_GOAL := help
.PHONY: help install demo test test-again test-page test-page-again lint check format test-kafka test-kafka-again chaos soak soak-short bench compiled test-compiled profile mutants mutants-short fuzz fuzz-short clean

help:  ## list every target
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: Slugline needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name another: make install PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) (a minute or so, once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[demo,dev,geo,live,otel,parquet,skos]'
	@$(BIN)/python -m compileall -q streams
	@touch $@

install: $(STAMP)  ## make .venv with Slugline, the demo broker and the development tools

demo: $(STAMP)  ## the whole thing on this machine: broker, worker, stories in, events out, summary
	@$(BIN)/slugline demo

test: $(STAMP)  ## all tests that need neither Docker, Java nor a browser, on two cores
	@$(TEST) --by-module -o console_output_style=classic -n 6 --dist loadscope

test-again: $(STAMP)  ## those of `make test` that failed last time, one after the other; refused where more than two did
	@$(call FEW,.pytest_cache/test)
	@$(TEST) $(AGAIN)

test-page: $(STAMP)  ## the live page in a real browser (needs Chromium)
	@$(PAGE) -n 2 --dist loadscope

test-page-again: $(STAMP)  ## those that failed last time, one after the other; refused where more than two did
	@$(call FEW,.pytest_cache/page)
	@$(PAGE) $(AGAIN)

lint: $(STAMP)  ## format, lint, strict types: all that runs no code
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

check: lint test test-page  ## `make lint`, then the tests of `make test` and of the live page

format: $(STAMP)  ## put the code into the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

test-kafka: $(STAMP)  ## reliability tests against Apache Kafka (needs Java 17 and Maven)
	@$(BIN)/python -m ops.kafka.jars
	@$(BIN)/python -m ops.kafka.jars ops/sinks/connect/pom.xml
	@$(KAFKA) -n 3 --dist worksteal

test-kafka-again: $(STAMP)  ## those that failed last time, one after the other; refused where more than two did
	@$(call FEW,.pytest_cache/kafka)
	@$(KAFKA) $(AGAIN)

chaos: $(STAMP)  ## 12,000 stories in any order while workers and brokers die; then what stands is checked (15 minutes)
	@$(BIN)/python -m ops.kafka.jars
	@$(BIN)/python -m ops.chaos

soak: $(STAMP)  ## an hour at half load on Apache Kafka: is memory, lag, latency level? prints a table and a verdict
	@$(BIN)/python -m ops.kafka.jars
	@$(BIN)/python -m ops.soak

soak-short: $(STAMP)  ## the same in ten minutes
	@$(BIN)/python -m ops.kafka.jars
	@$(BIN)/python -m ops.soak --short

bench: $(STAMP)  ## speed against stock spaCy and through the broker; prints a table, writes bench-results.json
	@$(BIN)/python -m benchmarks.bench

compiled: $(STAMP)  ## the package with its rooms of rules compiled, in build/; needs a C compiler (two minutes)
	@$(BIN)/python -m ops.compiled

test-compiled: $(STAMP)  ## the tests of the compiled rooms, run on them; the same events as from the sources
	@PYTHONPATH=$$($(BIN)/python -m ops.compiled) $(PYTEST) -m 'not kafka and not dear and not chromium' \
	  --dist loadscope -n 2 -o cache_dir=.pytest_cache/compiled \
	  tests/compiled tests/entities tests/quality tests/quotes tests/reading

profile: $(STAMP)  ## where a story's time goes on one core: by stage, and the ten hottest functions
	@$(BIN)/python -m benchmarks.hot_spots

mutants: $(STAMP)  ## how many small faults in quotes, entities and intake their tests notice (10 minutes)
	@$(BIN)/python -m ops.mutants

mutants-short: $(STAMP)  ## the same with a small sample, for every change (3 to 5 minutes)
	@$(BIN)/python -m ops.mutants --short

fuzz: $(STAMP)  ## a million hostile and damaged inputs through intake and reading; goes on where it was stopped (hours)
	@$(BIN)/python -m ops.fuzz

fuzz-short: $(STAMP)  ## a thousand of them, those that cost most so far, and all tests that take long, for every change (3 minutes)
	@$(BIN)/python -m ops.fuzz --short
	@$(PYTEST) -m dear -n 4 --dist worksteal

clean:  ## remove the virtual environment and all caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build ops/kafka/libs ops/sinks/connect/libs
