# Everything runs in .venv, which the first target that needs it sets up.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

KILLS ?= 500

.PHONY: demo test long torture fuzz mutants screenshots lint bench fidelity lock clean

demo: $(READY)  ## Play the sample campaign, from its requests to its closings, in out/demo/
	scripts/demo

test: $(READY)  ## Run the tests, but for the long ones
	$(BIN)/pytest

long: $(READY)  ## Run the tests that play whole stories and documents, kill runs and make letters by the hundred
	scripts/browser
	$(BIN)/pytest -m long

torture: $(READY)  ## Kill runs, lose replies and plant changes by the hundred (KILLS=500)
	$(BIN)/python -m tests.torture $(KILLS)
	$(BIN)/pytest -m "" tests/comparison tests/ledger/test_record_tampering.py tests/workflow/evidence/test_tampered_files.py

fuzz: $(READY)  ## Give garbled files to each entry point for MINUTES=1; what is at fault is in out/fuzzing/
	$(BIN)/python -m fuzzing --minutes $(or $(MINUTES),1)

mutants: $(READY)  ## Plant faults in modules, one at a time, and name those no test notices (MUTANTS="MODULE=TESTS …")
	$(BIN)/python -m mutants $(or $(MUTANTS),generator/ledger/merkle.py=tests/ledger/test_merkle.py)

bench: $(READY)  ## Time the engines against their peers on this machine
	cd benchmarks && npm install --no-audit --no-fund && ../$(BIN)/python engines.py && ../$(BIN)/python pdfs.py \
		&& ../$(BIN)/python shares.py

fidelity: $(READY)  ## Compare our PDFs with LibreOffice's pictures, in out/fidelity/
	scripts/fidelity

screenshots: $(READY)  ## Make the pictures of the documentation from real pages, in docs/pictures/
	scripts/screenshots

lint: $(READY)  ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:  ## Pin every dependency with its hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --all-extras --group build pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --all-extras --group build --group test --group lint -c requirements/run.txt pyproject.toml -o requirements/develop.txt

clean:  ## Remove everything that was made
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements/develop.txt pyproject.toml scripts/setup
	PYTHON=$(PYTHON) scripts/setup
	touch $@
