# The commands of the project; `make` alone lists them. Nothing but `make test` touches the system's packages.
SHELL := bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo run test check fix bench build page lock prerequisites python tools assets

PYTHON ?= python3
BIN := .venv/bin
ONCE := scripts/once.sh
# Building needs settings, not an installation: nothing is written to var/.
BUILD := env SEMAINIER_SECRET_KEY=only-for-the-build SEMAINIER_DEMO=0 $(BIN)/python
export PYTHON

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 8

demo: assets ## make the demonstration network once, serve it (SEMAINIER_PORT, default 8000); Ctrl-C ends it
	@exec $(BIN)/semainier demo $(ARGS)

run: assets ## the developer's server, with reload and full error pages, on the same var/
	@exec env SEMAINIER_DEBUG=1 $(BIN)/python manage.py runserver $(or $(SEMAINIER_HOST),127.0.0.1):$(or $(SEMAINIER_PORT),8000)

test: prerequisites ## everything that CI runs: checks, both databases, browser, wheel
	@scripts/test_prerequisites.sh
	@$(MAKE) --no-print-directory tools assets
	@exec scripts/test.sh

check: tools ## the quick part: format, lint, types, layers, catalogues, migrations, templates
	@exec scripts/check.sh

fix: tools ## format and mend what can be mended
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@find semainier -name '*.html' -path '*/templates/*' -exec $(BIN)/djhtml --tabwidth 2 {} + 2>&1 | tail -n 1
	@$(BIN)/python scripts/messages.py --prune

bench: tools assets ## measure; results in benchmarks/results/ (SIZES="1000 10000")
	@exec $(BIN)/python benchmarks/run.py $(SIZES)

build: assets ## the wheel, in dist/, with all that it needs at run time
	@rm -rf build dist
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist . >.make/wheel.log 2>&1 || { cat .make/wheel.log >&2; exit 1; }
	@ls dist/*.whl

page: ## where the code of a page is: make page URL=/espace/
	@exec $(BIN)/python scripts/page.py "$(URL)"

lock: tools ## write the lock files anew from pyproject.toml and package.json
	@scripts/lock.sh

prerequisites:
	@scripts/prerequisites.sh

python: prerequisites
	@$(ONCE) python $(BIN)/python requirements/build.txt pyproject.toml -- scripts/install.sh requirements/build.txt

tools: prerequisites
	@$(ONCE) tools $(BIN)/pytest requirements/dev.txt pyproject.toml -- scripts/install.sh requirements/dev.txt

assets: python
	@$(ONCE) npm node_modules/esbuild package.json package-lock.json -- npm ci --no-audit --no-fund
	@$(ONCE) territories semainier/territories/data/territories.json.gz package-lock.json scripts/build_territories.py scripts/outlines.py \
	  -- $(BUILD) scripts/build_territories.py
	@$(ONCE) assets semainier/built/assets package-lock.json scripts/build_assets.py scripts/build_fonts.py semainier/*/static \
	  -- $(BUILD) scripts/build_assets.py
	@$(ONCE) catalogues semainier/core/locale/fr/LC_MESSAGES/django.mo scripts/messages.py semainier/*/locale \
	  -- $(BUILD) scripts/messages.py --compile
	@$(ONCE) static semainier/built/collected/staticfiles.json requirements/build.txt semainier/built/assets semainier/*/static \
	  -- $(BUILD) manage.py collectstatic --noinput --clear --verbosity 0
