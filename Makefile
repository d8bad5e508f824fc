# `make run` and `make test` are all one needs. Both work from a fresh checkout.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
VENDOR := static/vendor
MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

.DEFAULT_GOAL := help
.PHONY: help run test setup setup-dev lint messages bench train evaluate lighthouse clean

help: ## What can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: setup ## Serve everything at http://127.0.0.1:8000 (PORT to change)
	@$(BIN)/python manage.py serve

test: setup-dev lint ## Lint, types, all tests on PostgreSQL, data tests again on SQLite
	@sh scripts/test.sh

setup: $(VENV)/run.stamp $(VENDOR)/.stamp $(MESSAGES) ## What run and test share

setup-dev: setup $(VENV)/dev.stamp
	@sh scripts/chromium.sh

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/base.txt requirements/embedded.txt | $(BIN)/pip
	@echo "Installing Python packages (about a minute, once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/base.txt -r requirements/embedded.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Installing test tools (about a minute, once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.stamp: package-lock.json package.json .npmrc
	@command -v npm >/dev/null || { echo "Node.js with npm is needed for the front-end packages." >&2; exit 1; }
	@echo "Fetching front-end packages …"
	@npm ci --silent --no-progress
	@touch $@

$(VENDOR)/.stamp: node_modules/.stamp scripts/vendor.sh $(wildcard static/js/*.js)
	@sh scripts/vendor.sh $(VENDOR)
	@touch $@

%.mo: %.po $(VENV)/run.stamp
	@$(BIN)/pybabel -q compile --input-file $< --output-file $@

lint: $(VENV)/dev.stamp ## Style, types, migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python manage.py makemigrations --check --dry-run

bench: setup-dev ## A thousand local articles through the worker, beside bare extraction
	@$(BIN)/python scripts/bench.py

train: setup-dev ## Teach the coder on the corpus (four hours); then evaluate
	@$(BIN)/python manage.py train tests/corpus

lighthouse: setup scripts/lighthouse/node_modules/.stamp ## Lab scores of dashboard, list and a record, against their limits
	@sh scripts/chromium.sh
	@$(BIN)/python scripts/lighthouse.py

scripts/lighthouse/node_modules/.stamp: scripts/lighthouse/package-lock.json
	@cd scripts/lighthouse && npm ci --silent --no-progress
	@touch $@

evaluate: setup ## Measure the coder on the corpus and store the figures
	@$(BIN)/python manage.py evaluate tests/corpus --save incidents/data/accuracy.json

messages: ## Collect strings into locale/ (needs GNU gettext)
	@$(BIN)/python manage.py makemessages --all --no-location --no-obsolete --no-wrap --ignore 'node_modules/*' --ignore '.venv/*'

clean: ## Remove everything that was generated, but not the data in var/
	rm -rf $(VENV) node_modules scripts/lighthouse/node_modules $(VENDOR) staticfiles locale/*/LC_MESSAGES/django.mo
