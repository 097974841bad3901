#!/bin/sh
# Pins every package of pyproject.toml with its hashes, for all systems at once.
#
# Versions that are locked stay, unless --upgrade follows (`make update`).
#
# Where packages come from and whom to trust is the environment's business: the
# files name no address.
set -eu

compile() {
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.12 \
        --generate-hashes --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" "$@"
}

compile "$@" --output-file requirements.txt pyproject.toml
compile "$@" --output-file requirements-dev.txt --constraints requirements.txt \
    --group dev pyproject.toml
