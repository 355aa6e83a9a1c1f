# Introduction to Deep Learning: `make book` builds the site, `make test` runs all tests.
# Every target first makes .venv from requirements.lock, if it is not there yet.

PY := .venv/bin/python

.PHONY: help install book pdf serve test check lint claims twice budget links diff notebooks wheelhouse stubs bench lock clean

help:
	@echo "make book     run what has changed and build the site in _build/html; FORCE=1 runs everything"
	@echo "               SOLUTIONS=0 builds a site without any answers, in _build/assessment/html"
	@echo "make pdf      make a PDF of the site, in _build/course.pdf"
	@echo "make serve    show the site on this computer"
	@echo "make test     run everything that can be checked"
	@echo "make check    run the quick tests"
	@echo "make claims   run every claim of the pages with at least 20 seeds"
	@echo "make twice    build the book twice and compare"
	@echo "make budget   check how long the pages took; FACTOR=2 allows twice as long"
	@echo "make links    check that links to other hosts lead somewhere"
	@echo "make diff     compare results with an earlier build: make diff BEFORE=FOLDER"
	@echo "make notebooks  run the learners' notebooks from top to bottom"
	@echo "make wheelhouse  fetch all packages into a folder, for a room without a network"
	@echo "make install  only make the environment"
	@echo "make stubs    write missing answer files; edited ones stay"
	@echo "make bench    measure what the project promises about speed"
	@echo "make lock     choose new versions of all packages"
	@echo "make clean    remove everything built, not the environment"

# The first suitable Python makes the environment. One that is too old says so itself.
install:
	@good='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; \
	for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	    if $$python -c "$$good" 2>/dev/null; then exec $$python tools/bootstrap.py; fi; \
	done; \
	for python in $(PYTHON) python3 python; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info[0] != 3)' 2>/dev/null; then exec $$python tools/bootstrap.py; fi; \
	done; \
	echo "No Python was found: install Python 3.11, 3.12 or 3.13 and run the command again." >&2; exit 1

# A word that is not understood must not become a site with all answers.
ifneq ($(filter-out 0 1,$(SOLUTIONS)),)
$(error SOLUTIONS=$(SOLUTIONS) is neither 0, for a site without answers, nor 1: write SOLUTIONS=0, or leave it out)
endif

book: install
	@$(PY) tools/book.py $(if $(FORCE),--force) $(if $(filter 0,$(SOLUTIONS)),--without-solutions)

pdf: install
	@$(PY) tools/pdf.py

serve: install
	@$(PY) tools/serve.py

lint:
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-cache >/dev/null || .venv/bin/lint-imports --no-cache
	@$(PY) tools/lint.py

check: install lint
	@$(PY) -m pytest -q -m "not slow and not site" tests

test: install lint book
	@$(PY) -m pytest tests

claims: install
	@$(PY) tools/claims.py

twice: install
	@$(PY) tools/twice.py

budget: install
	@$(PY) tools/budget.py --factor $(or $(FACTOR),1)

links: install
	@$(PY) tools/links.py

diff: install
	@$(PY) tools/diff.py $(BEFORE)

notebooks: install
	@$(PY) tools/notebooks.py

wheelhouse: install
	@$(PY) tools/wheelhouse.py

stubs: install
	@$(PY) tools/stubs.py

bench: install
	@$(PY) benchmarks/grader.py
	@$(PY) benchmarks/build.py
	@$(PY) benchmarks/page.py
	@$(PY) benchmarks/page_weight.py
	@$(PY) benchmarks/device.py

# uv reads the loose versions of pyproject.toml; the file names no registry.
lock:
	uv pip compile pyproject.toml --group book --group test --group lint --universal --python-version 3.11 \
	    --fork-strategy fewest --generate-hashes --no-header --upgrade --quiet --output-file requirements.lock

clean:
	@rm -rf _build .pytest_cache .mypy_cache .ruff_cache .hypothesis
