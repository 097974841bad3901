#!/usr/bin/env bash
# Runs a command of Django as the portal in service: manage.sh createsuperuser
#
# From the environment, as for release.sh: BASE, ENV_FILE, RUN_AS.
set -euo pipefail
set -a
# shellcheck disable=SC1090
. "${ENV_FILE:-/etc/coopsite.env}"
set +a
become="setpriv --reuid=coopsite --regid=coopsite --init-groups"
read -ra run_as <<<"${RUN_AS-$become}"
cd "${BASE:-/srv/coopsite}/live"
exec "${run_as[@]}" .venv/bin/python manage.py "$@"
