# Every task of the project; `make` alone lists them.
# Mọi việc của dự án; gõ `make` để xem danh sách.

.DEFAULT_GOAL := help
.SILENT:
.PHONY: help run manage shell password test coverage proofs format lint layers bench handbook screenshots lock update audit clean \
        lint-rules lint-format migrations test-sqlite test-served test-postgresql \
        prove-sqlite prove-browser prove-postgresql packages packages-dev

IN_VENV := .venv/bin/python
# Commands of the project with the key and the folder that `make run` keeps.
MANAGE := $(IN_VENV) -m coopsite.start

help: ## danh sách này (this list)
	awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile
	printf '\n%s\n' 'Biến (variables): PORT=8001  COOPSITE_DATA=thư-mục  PYTHON=python3.13'
	printf '%s\n' 'Các biến khác (all others): .env.example'

run: packages ## chạy cổng thông tin tại http://127.0.0.1:8000 (serve the portal)
	exec $(MANAGE)

test: packages-dev ## chạy mọi kiểm tra và kiểm thử (all checks and tests)
	$(call each,$(TESTS),All checks and tests passed.)

coverage: ## như trên, kèm độ phủ của mã nguồn (the same, with its coverage)
	rm -f .coverage*
	$(MAKE) --no-print-directory test COVER='-m coverage run'
	$(IN_VENV) -m coverage combine --quiet
	$(IN_VENV) -m coverage report

proofs: packages-dev ## chứng minh sổ bộ đúng (prove the register); LONG=1: lâu nhất
	$(call each,prove-sqlite prove-browser prove-postgresql,Everything was proved.)

manage: packages ## một lệnh của Django (a Django command): make manage DO="check"
	exec $(MANAGE) $(DO)

shell: packages ## vỏ lệnh Python của Django (Django's shell)
	exec $(MANAGE) shell

NAME ?= quantri
password: packages ## đặt lại mật khẩu (set a password): make password NAME=quantri
	exec $(MANAGE) changepassword $(NAME)

format: packages-dev ## định dạng mã nguồn (format the code)
	$(IN_VENV) -m ruff check --fix --exit-zero --quiet .
	$(IN_VENV) -m ruff format .

lint: lint-rules lint-format ## soát mã nguồn (lint; changes nothing)

layers: packages-dev ## soát các tầng của mã nguồn (import layers)
	.venv/bin/lint-imports

bench: packages-dev ## đo tốc độ (benchmarks)
	$(IN_VENV) -m tests.bench
	exec $(IN_VENV) -m tests.bench.serving

handbook: packages-dev ## chụp lại hình của sách hướng dẫn (pictures of docs/huong-dan)
	exec env -u DATABASE_URL $(IN_VENV) -m tests.handbook

screenshots: packages-dev ## chụp các trang công khai (pictures of the public pages): var/screenshots
	exec env -u DATABASE_URL $(IN_VENV) -m tests.screenshots

lock: packages-dev ## ghim lại phiên bản các gói (pin dependencies anew)
	sh scripts/lock.sh

update: packages-dev ## nâng phiên bản các gói, chạy mọi kiểm thử (newer packages, if the tests pass)
	exec $(IN_VENV) scripts/update.py

audit: packages-dev ## tra lỗ hổng đã biết của các gói, cần mạng (known holes of the packages)
	exec $(IN_VENV) -m pip_audit --strict --disable-pip --require-hashes \
		-r requirements.txt -r requirements-dev.txt

clean: ## xoá .venv và tệp tạm, giữ dữ liệu (remove .venv and caches, keep the data)
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- checks and tests -------------------------------------------------------------

TESTS := lint-rules lint-format layers migrations test-sqlite test-served test-postgresql
# Else each of a hundred processes would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE
# On all cores, up to four.
PYTEST = $(strip $(IN_VENV) $(COVER)) -m pytest -n auto --maxprocesses 4
# Of the whole program: a browser's tests, and those of its start.
SERVED := browser or served
# Hypothesis tries more examples here than in the tests.
PROVE = $(PYTEST) -q -p tests.proofs.telling --hypothesis-profile=proofs -m
PROOFS := (proof or hypothesis)$(if $(filter-out 0,$(LONG)),, and not long)
ON_SQLITE := DATABASE_URL=sqlite://:memory:
ON_POSTGRESQL := $(IN_VENV) scripts/on_postgresql.py

# Makes each target, also when one before it failed; the last line says which did.
define each
	failed=; for target in $(1); do \
		printf '\n=== %s\n' $$target; began=$$(date +%s); \
		$(MAKE) --no-print-directory $$target || failed="$$failed $$target"; \
		echo "--- $$target: $$(($$(date +%s) - began)) s"; \
	done; \
	[ -z "$$failed" ] || { echo "FAILED:$$failed"; exit 1; }; \
	echo '$(2)'
endef

migrations test-sqlite test-served test-postgresql prove-sqlite prove-browser prove-postgresql: \
	export DJANGO_SETTINGS_MODULE := tests.settings

lint-rules: packages-dev
	$(IN_VENV) -m ruff check .

lint-format: packages-dev
	$(IN_VENV) -m ruff format --check .

migrations: packages-dev
	$(IN_VENV) -m django makemigrations --check --dry-run

test-sqlite: packages-dev
	$(ON_SQLITE) $(PYTEST) -m "not ($(SERVED)) and not proof"

test-served: packages-dev
	$(ON_SQLITE) $(PYTEST) -m "($(SERVED)) and not proof"

# The browser has been driven against SQLite; pages do not differ. Nor is coverage
# measured twice.
test-postgresql: override COVER :=
test-postgresql: packages-dev
	$(ON_POSTGRESQL) $(PYTEST) -m "not browser and not proof"

prove-sqlite: packages-dev
	$(ON_SQLITE) $(PROVE) "$(PROOFS) and not browser"

# In processes of their own: what drives a browser leaves no room for the database's.
prove-browser: packages-dev
	$(ON_SQLITE) $(PROVE) "$(PROOFS) and browser"

# Pages of the whole site do not differ either, their many cases least of all.
prove-postgresql: packages-dev
	$(ON_POSTGRESQL) $(PROVE) "$(PROOFS) and not browser" --ignore=tests/site

# --- packages ---------------------------------------------------------------------

# Of two at once, one waits until the other has installed (macOS lacks flock).
WAIT := import fcntl, subprocess, sys; file = open(sys.argv[1]); fcntl.flock(file, 2); \
	sys.exit(subprocess.call(sys.argv[2:]))
LOCKED := $(or $(shell command -v flock 2>/dev/null),python3 -c "$(WAIT)") Makefile
RUNS := import sys, pip; sys.exit(sys.version_info < (3, 12))
UNFINISHED := .venv/.unfinished
PIP := -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
NO_VENV := Không tạo được .venv: xem lỗi ở trên. [Could not make .venv: see above.]
NO_PACKAGES := Không cài được các gói: xem lỗi ở trên (thường do mạng), rồi chạy lại. \
	[Could not install the packages: see above (mostly the network), then run again.]

# What a killed run left, and a .venv whose Python no longer runs, is made anew.
packages packages-dev:
	$(LOCKED) sh -c 'if [ -e $(UNFINISHED) ] || \
		! .venv/bin/python -c "$(RUNS)" 2>/dev/null; then rm -rf .venv; fi; \
		exec $(MAKE) --no-print-directory .venv/.$@'

.venv/.packages: requirements.txt
.venv/.packages-dev: requirements-dev.txt
.venv/.packages: STEP := [1/6] # followed by a space

.venv/.packages .venv/.packages-dev: | .venv/bin/python
	touch $(UNFINISHED)
	echo "$(STEP)Cài $$(grep -c == $<) gói của $< (chừng 15 giây)"
	$(IN_VENV) $(PIP) -r $< || { echo '$(NO_PACKAGES)' >&2; exit 1; }
	rm $(UNFINISHED)
	touch $@

.venv/bin/python:
	python=$$(sh scripts/find_python.sh) && \
	echo "$(STEP)Tạo .venv với $$("$$python" --version)" && \
	{ mkdir .venv && touch $(UNFINISHED) && "$$python" -m venv .venv || \
		{ echo '$(NO_VENV)' >&2; exit 1; }; }
