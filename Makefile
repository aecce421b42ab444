# Everything a person or CI needs; each target does its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Each file's tests run in one process, which keeps what they share; tests/conftest.py starts the longest files first.
SPREAD := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: docs play test unit soak bench coverage lint matrix clean lock

play: $(READY)
	@$(BIN)/simulator

test: $(READY) lint
	$(BIN)/pytest $(SPREAD)

# A twentieth of the random cases of `make test`, and none of the tests that run the program as people do.
unit: $(READY)
	RANDOM_SHARE=0.05 $(BIN)/pytest -q $(SPREAD) tests/unit

# What the tests try for seconds, for MINUTES: damaged input of every kind, programs killed at random moments, and, for a minute
# more, a real learning record store if RALPH_PYTHON names a Python that has one. Each part says what it did or skipped.
MINUTES ?= 10
soak: $(READY)
	$(BIN)/python -m bench.soak $(MINUTES)

# Every measurement beside its baseline, in less than six minutes on a quiet machine; writes docs/performance.md.
bench: $(READY)
	$(BIN)/python -m bench.performance

# Which branches the tests take, in every process that they start. Few random cases take the same branches as all of them.
# PARTS="tests/unit/cli tests/functional/test_commands.py" adds these to what was measured before; without it all is measured
# from the start, and each part is kept as soon as it is done.
AREAS := tests/unit tests/functional/test_[a-h]*.py tests/functional/test_[i-s]*.py tests/functional/test_t*.py \
  tests/functional/test_[u-z]*.py
coverage: $(READY)
	$(if $(PARTS),,$(BIN)/coverage erase)
	for area in $(foreach area,$(or $(PARTS),$(AREAS)),"$(area)"); do \
	  RANDOM_SHARE=0.02 $(BIN)/coverage run -m pytest -q $(SPREAD) $$area; \
	  $(BIN)/coverage combine --quiet --append; \
	done
	$(BIN)/coverage json --quiet -o - | $(BIN)/python -m tests.branches

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# Pictures of nine screens, dark and light, from real plays: those of the README, and the others in build/pictures. PNGs need Chromium.
pictures: $(READY)
	$(BIN)/python -m bench.pictures

# The lock file is complete, so nothing is looked for beyond it. uv makes the same environment faster where it is present. The
# environment is made without its own pip, so that a Python whose ensurepip was packaged apart will do.
$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; point PYTHON at one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements/dev.txt && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(PYTHON) -m venv --without-pip $(VENV) && \
	  $(PYTHON) -m pip --python $(BIN)/python install --quiet --no-deps --require-hashes -r requirements/dev.txt && \
	  $(PYTHON) -m pip --python $(BIN)/python install --quiet --no-deps --no-build-isolation -e . ; \
	fi
	@touch $@

# Other Pythons and other dependencies than those of the lock file, and the package as a stranger has it.
matrix: $(READY)
	tests/matrix

# Writes the lock files anew: versions and hashes, no addresses.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --resolution lowest-direct --group dev pyproject.toml -o requirements/lowest.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --group dev pyproject.toml -o requirements/dev.txt

# The page that lists every module, and the man page; a test asks for both.
docs: $(READY)
	$(BIN)/python docs/modules.py
	$(BIN)/python docs/man_page.py

clean:
	rm -rf $(VENV) dist build .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache
