# Colophon: `make help` lists what this file can do. Python packages go to .venv, data to var.
VENV := .venv
PY := $(VENV)/bin/python
OLDEST := (3, 11)
PYTEST = $(PY) -m pytest -n $(TESTERS) --dist worksteal
TESTERS = $(shell $(PY) -c 'import os; print(min(4, os.cpu_count() + 1))') # one more than cores: browsers are waited for
PORT ?= 8000
export PORT
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo dev test soak bench gate check coverage format lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime ## Run the portal with sample content on http://127.0.0.1:8000 (or PORT=...)
	@exec $(PY) -m demo.serving

dev: $(VENV)/.dev ## Run the development server: reloads on change, with the debug toolbar
	@export COLOPHON_MODE=development DEBUG_TOOLBAR=true SITE_URL=http://127.0.0.1:$(PORT); \
	exec $(PY) manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/.dev ## Run all tests (ARGS="-k word" for some)
	@exec $(PYTEST) $(ARGS)

soak: $(VENV)/.dev ## Run the tests with made-up input for long, and write docs/soak.md
	@exec $(PY) -m tests.soak -n auto --maxprocesses=4 $(ARGS)

bench: $(VENV)/.dev ## Measure what pages cost at 1,000 to 100,000 showcases, and write bench/results.md (in part: ARGS=--quick)
	@exec $(PY) bench/pages.py $(ARGS)

gate: $(VENV)/.dev ## Lint, format, templates, settings, migrations, audit: what takes seconds
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(VENV)/bin/djangofmt --check templates
	$(VENV)/bin/djangofmt check templates
	COLOPHON_MODE=production DATABASE_URL=postgres://localhost/none SITE_URL=https://colophon.example \
	  SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  $(PY) manage.py check --deploy --fail-level WARNING
	COLOPHON_MODE=test $(PY) manage.py makemigrations --check --dry-run
	@said=$$($(PY) -m pip_audit --disable-pip --require-hashes --progress-spinner off -r requirements.txt 2>&1); \
	case "$$said" in \
	  *"Found "[0-9]*" known vulnerabilit"*) echo "$$said"; exit 1;; \
	  *"could not be audited"*|*Error*) echo "No advisories can be had here: the dependencies were not audited.";; \
	  *) echo "$$said";; \
	esac

check: gate ## What CI runs before a change goes in: the gate, then all tests
	@exec $(PYTEST)

coverage: $(VENV)/.dev ## Run all tests and count what they reach, which has a floor (takes half as long again)
	@exec $(PYTEST) --cov

format: $(VENV)/.dev ## Format Python files and templates, and apply the safe fixes
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .
	-$(VENV)/bin/djangofmt --quiet templates
	$(VENV)/bin/djangofmt check --quiet --fix templates

lock: $(VENV)/.dev ## Compile requirements*.in into requirements*.txt (ARGS=--upgrade for newer versions)
	for name in requirements requirements-dev requirements-redis requirements-s3; do \
	  $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-config \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	    $$name.in --output-file $$name.txt $(ARGS) || exit 1; \
	done

clean: ## Remove the virtual environment and caches (the data in var stays)
	rm -rf $(VENV) var/static .pytest_cache .ruff_cache .hypothesis .coverage htmlcov test-results
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# -- the virtual environment ---------------------------------------------------------------------------
# The stamps .runtime and .dev say which lists were installed, so that nothing is done twice.

$(VENV)/.runtime: requirements.txt $(PY)
	$(call install,$<,500)

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(call install,$<,700)

TOOLS_ARE_OLD = [ $@ = $(VENV)/.runtime ] && [ -e $(VENV)/.dev ] # those of an older list, which comes next

ifeq ($(realpath $(PY)),) # there is no Python in it, or one that has gone since: the stamps mean nothing
.PHONY: $(VENV)/.runtime $(VENV)/.dev
endif

# Installs the list $(1), which needs $(2) MB. The list is the whole truth: a pip that looks for dependencies itself
# may meet a newer release than the pinned one and stop, so it does not look, and is asked afterwards whether all fits.
# pip runs beside the shell, so that a signal to make ends it too.
define install
@free=$$(df -Pk . | awk 'NR == 2 { print int($$4 / 1024) }'); [ "$$free" -ge $(2) ] || \
  { echo "Installing $(1) needs $(2) MB of free disk space, and there are $$free MB."; exit 1; }
@$(PY) -c 'import sys; sys.exit(sys.version_info < $(OLDEST))' || \
  { echo "$(VENV) was made with a Python that is too old. Please delete it and try again."; exit 1; }
@echo "Installing $(1) into $(VENV) ..."
@umask 022; trap 'kill $$pip; exit 1' INT TERM; \
$(PY) -m pip install -q --no-input --no-deps --require-hashes --requirement $(1) >$(VENV)/pip.log 2>&1 & pip=$$!; \
wait $$pip || { tail -n 20 $(VENV)/pip.log; \
  echo "$(1) could not be installed: the lines above are the last of $(VENV)/pip.log."; exit 1; }
@said=$$($(PY) -m pip check 2>&1) || { $(TOOLS_ARE_OLD); } || { echo "$$said"; \
  echo "The packages in $(VENV) do not fit together, as pip says above. Please delete it and try again."; exit 1; }
@touch $@
endef

$(PY):
	@umask 022; wrong="none was found"; \
	for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  if ! $$python -c 'import sys; sys.exit(sys.version_info < $(OLDEST))'; then \
	    wrong="$$python is $$version"; \
	  elif ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	    wrong="$$python lacks the module venv (on Debian or Ubuntu: apt install python$$version-venv)"; \
	  else \
	    echo "Making $(VENV) with Python $$version ..."; rm -rf $(VENV); exec $$python -m venv $(VENV); \
	  fi; \
	done; \
	echo "Colophon needs Python 3.11 or newer, and $$wrong."; \
	echo "If you have one elsewhere, name it: make PYTHON=/path/to/python3 ..."; exit 1
