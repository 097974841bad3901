#!/usr/bin/env bash
# Puts a release into service without a lost request, or leaves the one before there.
#
#   release.sh FOLDER   of the new code (a clone, or what a release was unpacked into)
#   release.sh --back   to the code of before; data stay as they are
#
# backup → code → packages → static files → check → migrate → trial → service → workers.
# The code lies in two folders of BASE, named by their ports; `live` leads to the one that serves.
# The new one is tried at a port that nobody reaches; only then does it serve beside the
# old one, which ends what it has begun. What fails before that changes nothing for
# readers. Migrations only ever add what the release before can live with.
#
# From the environment: BASE (/srv/coopsite), ENV_FILE (/etc/coopsite.env),
# RUN_AS (how commands become the portal's user: setpriv), SERVICE (systemctl),
# PACKAGES (make packages), PORTS (8001 8002), TRIAL_PORT (8009).
set -euo pipefail
umask 022
base=${BASE:-/srv/coopsite}
service=${SERVICE:-systemctl}
trial_port=${TRIAL_PORT:-8009}
become="setpriv --reuid=coopsite --regid=coopsite --init-groups"
read -ra run_as <<<"${RUN_AS-$become}"
read -ra packages <<<"${PACKAGES:-make --no-print-directory packages}"
set -a
# shellcheck disable=SC1090
. "${ENV_FILE:-/etc/coopsite.env}"
set +a
host=${ALLOWED_HOSTS%%,*}

say() { printf '== %s\n' "$*"; }
read -ra ports <<<"${PORTS:-8001 8002}"
live=
if [ -L "$base/live" ]; then live=$(basename "$(readlink "$base/live")"); fi
next=${ports[0]}
if [ "$live" = "$next" ]; then next=${ports[1]}; fi
exec 9>"$base/.release.lock"
flock -n 9 || { echo "Another release is going on." >&2; exit 1; }

trial=
end_trial() {
    if [ -n "$trial" ]; then
        kill "$trial" 2>/dev/null || true
        wait "$trial" 2>/dev/null || true
        trial=
    fi
}
manage() { (cd "$base/$1" && "${run_as[@]}" .venv/bin/python manage.py "${@:2}"); }
# Says what failed. Readers have the release of before all the while; its list of static
# files is put back for workers that start anew.
give_up() {
    local code=$?
    end_trial
    if [ "$code" != 0 ] && [ -n "$live" ]; then
        $service stop "coopsite@$next" 2>/dev/null || true
        manage "$live" collectstatic --noinput -v 0 || true
        echo "Not released: see above. $base/$live goes on serving." >&2
    fi
    exit "$code"
}
trap give_up EXIT

if [ "${1:-}" = --back ]; then
    [ -n "$live" ] && [ -d "$base/$next/.venv" ] ||
        { echo "There is no code of before." >&2; exit 1; }
else
    new=$(cd "${1:?names no folder with the new code}" && pwd)
    [ -f "$new/manage.py" ] || { echo "$new holds no portal." >&2; exit 2; }
    if [ -n "$live" ]; then
        say "backup"
        (cd "$base/live" && "${run_as[@]}" deploy/backup.sh)
    fi
    say "code: $base/$next"
    rm -rf "${base:?}/$next"
    mkdir -p "$base/$next"
    tar -C "$new" --exclude=./.git --exclude=./.venv --exclude=./var \
        --exclude=./.env --exclude=__pycache__ -cf - . | tar -C "$base/$next" -xf -
    say "packages"
    (cd "$base/$next" && "${packages[@]}")
    (cd "$base/$next" && .venv/bin/python -m compileall -q coopsite cooperatives news)
    "$base/$next/.venv/bin/python" "$base/$next/deploy/sbom.py" >"$base/$next/sbom.json"
fi
say "static files"
manage "$next" collectstatic --noinput -v 0
say "check"
manage "$next" check --deploy --fail-level WARNING
if [ "${1:-}" != --back ]; then
    say "migrate"
    DB_STATEMENT_TIMEOUT=0 manage "$next" migrate --noinput -v 0
    for command in remake_keys render_editions make_cards; do
        DB_STATEMENT_TIMEOUT=0 manage "$next" "$command"
    done
fi
say "trial at port $trial_port"
(cd "$base/$next" && PORT=$trial_port WORKERS=1 exec "${run_as[@]}" \
    .venv/bin/python -m coopsite.service) &
trial=$!
"$base/$next/.venv/bin/python" "$base/$next/deploy/smoke.py" "$trial_port" "$host"
end_trial
say "service at port $next"
$service start "coopsite@$next"
"$base/$next/.venv/bin/python" "$base/$next/deploy/smoke.py" "$next" "$host"
ln -sfn "$next" "$base/.live" && mv -T "$base/.live" "$base/live"
trap - EXIT
$service enable "coopsite@$next"
if [ -n "$live" ]; then
    $service disable "coopsite@$live"
    $service stop "coopsite@$live"
fi
say "workers"
$service try-restart 'coopsite-worker@*' ||
    echo "A worker did not start: journalctl -u 'coopsite-worker@*'" >&2
say "released: $base/$next"
