# `make run` starts the site, `make test` checks everything; both install what they need.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test data publish lint bench shoreline fonts edition clean

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev.stamp chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m components.dossier
	$(BIN)/python -m pytest -n 2 --dist worksteal

data: $(VENV)/run.stamp
	$(BIN)/python -m components.dossier

publish: $(VENV)/run.stamp
	$(BIN)/python -m components.dossier.publish

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev.stamp chromium
	$(BIN)/python -m tests.bench.rerun
	$(BIN)/python -m tests.bench.click
	$(BIN)/python -m tests.bench.map_step
	$(BIN)/python -m tests.bench.chart
	$(BIN)/python -m tests.bench.load
	$(BIN)/python -m tests.bench.scale

shoreline: $(VENV)/dev.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r scripts/requirements.txt
	$(BIN)/python scripts/build_shoreline.py data/shoreline.geojson --hulls data/click_areas.geojson

fonts: $(VENV)/dev.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r scripts/requirements.txt
	$(BIN)/python scripts/build_fonts.py components/fonts

edition: $(VENV)/run.stamp
	$(BIN)/python -m components.edition build/edition --live $(LIVE) --here $(HERE)

clean:
	rm -rf $(VENV) build

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# Debian and Ubuntu install Chromium and a font with Japanese letters here; elsewhere the
# browser must be there already.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk; }
