# Two commands matter to a user: `make demo` and `make test`. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
UV_VERSION := 0.13.9
DEMO_HOME ?= data/demo
PORT ?= 8501
export UV_PYTHON_DOWNLOADS := never
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DAGSTER_DISABLE_TELEMETRY := yes

PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk
BROWSER_PACKAGES := chromium

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: demo
demo: setup system-pdf ## install, simulate a company, build, and serve the dashboards on http://localhost:8501
	@echo "── 2/4 simulating a company's exports 模拟一家公司的导出表"
	@test -d $(DEMO_HOME)/inbox || $(BIN)/wuye simulate --out $(DEMO_HOME)/inbox
	@echo "── 3/4 building the warehouse 建立数据仓库"
	@$(BIN)/wuye build --home $(DEMO_HOME)
	@echo "── 4/4 serving the dashboards 打开看板"
	@$(BIN)/wuye serve --home $(DEMO_HOME) --port $(PORT)

.PHONY: test
test: setup system-pdf system-browser ## install what tests need and run every test
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

.PHONY: check
check: setup ## lint, types, SQL lint, import contracts, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint dbt_project/models dbt_project/tests --processes 2 --disable-progress-bar
	$(BIN)/python -m pytest tests/architecture

.PHONY: bench
bench: setup ## measure speed and memory: ratios in one run (SIZE=s or m)
	$(BIN)/python -m tests.bench --size $(or $(SIZE),s)

.PHONY: setup
setup: $(VENV)/.parsed ## the Python environment, from requirements.lock

# dbt's parse, made once here instead of in the first build of every data root.
$(VENV)/.parsed: $(VENV)/.installed $(shell find dbt_project -type f)
	@$(BIN)/python -m pipelines.warehouse.parsed_project
	@touch $@

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "── 1/4 installing Python packages (about a minute the first time) 安装软件包"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' || { echo "Python 3.11 or 3.12 is needed 需要 Python 3.11 或 3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: lock
lock: ## rewrite requirements.lock from pyproject.toml
	$(BIN)/uv lock
	$(BIN)/uv export --locked --all-extras --no-emit-project --no-header --no-annotate --format requirements-txt --quiet --output-file requirements.lock

.PHONY: system-pdf
system-pdf: # fonts and text shaping for the pack's PDF
	@$(call install_debian,$(PDF_PACKAGES),the PDF of the Friday pack)

.PHONY: system-browser
system-browser: setup # a Chromium for the browser tests
	@if command -v chromium chromium-browser google-chrome >/dev/null 2>&1; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then $(call install_debian,$(BROWSER_PACKAGES),the browser tests); \
	else $(BIN)/python -m playwright install chromium; fi

# Install Debian packages when they are missing and we may; say so when we may not.
define install_debian
if ! command -v dpkg-query >/dev/null; then echo "not Debian: please install $(1) for $(2) 请自行安装"; \
else missing=""; for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q "ok installed" || missing="$$missing $$p"; done; \
if [ -n "$$missing" ]; then if [ "$$(id -u)" = 0 ]; then echo "── installing$$missing for $(2)"; \
DEBIAN_FRONTEND=noninteractive apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
else echo "please install$$missing for $(2) 请自行安装（需要 root）"; fi; fi; fi
endef

.PHONY: clean
clean: ## remove the environment and the demo data
	rm -rf $(VENV) $(DEMO_HOME)
