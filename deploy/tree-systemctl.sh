#!/usr/bin/env bash
# Stands in for systemctl in a tree of install.sh, as its bin/systemctl: runs what the
# units of that tree say, as whoever calls it. What a unit may reach, when it is started
# again and what a timer does is systemd's; here nothing of it happens.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$root/run"

# Prints the values of a key in a unit.
value() {
    local file=${1%.service} instance=
    case $file in *@*) instance=${file#*@} file=${file%%@*}@ ;; esac
    sed -n "s/%i/$instance/g; s/^$2=//p" "$root/etc/systemd/system/$file.service"
}
is_running() { [ -f "$root/run/$1.pid" ] && kill -0 "$(cat "$root/run/$1.pid")" 2>/dev/null; }

start() {
    if is_running "$1"; then return; fi
    if [ "$1" = nginx ]; then start_nginx; return; fi
    (
        set -a
        # shellcheck disable=SC1090
        . "$(value "$1" EnvironmentFile)"
        eval "$(value "$1" Environment)"
        set +a
        cd "$(value "$1" WorkingDirectory)"
        if [ "$(value "$1" Type)" = oneshot ]; then
            while read -ra command; do "${command[@]}" </dev/null; done < <(value "$1" ExecStart)
            exit
        fi
        read -ra command < <(value "$1" ExecStart)
        # 9 is the lock of release.sh.
        setsid "${command[@]}" </dev/null >>"$root/var/log/$1.log" 2>&1 9>&- &
        echo $! >"$root/run/$1.pid"
    )
}

start_nginx() {
    local own=$root/var/lib/nginx
    mkdir -p "$own"
    cat >"$root/etc/nginx/nginx.conf" <<CONF
pid $root/run/nginx.pid; error_log $root/var/log/nginx/error.log warn; user $(id -un);
worker_processes 1;
events { worker_connections 512; }
http {
    include /etc/nginx/mime.types; default_type application/octet-stream; sendfile on;
    client_body_temp_path $own/body; proxy_temp_path $own/proxy;
    fastcgi_temp_path $own/f; uwsgi_temp_path $own/u; scgi_temp_path $own/s;
    include $root/etc/nginx/sites-enabled/*;
}
CONF
    PATH=$PATH:/usr/sbin nginx -p "$root" -c "$root/etc/nginx/nginx.conf" \
        -e "$root/var/log/nginx/error.log" 9>&-
}

stop() {
    while is_running "$1"; do
        kill "$(cat "$root/run/$1.pid")" 2>/dev/null || true
        sleep 0.1
    done
    rm -f "$root/run/$1.pid"
}

action=$1
shift
if [ "${1:-}" = --now ]; then shift; action=start; fi
for name in "$@"; do
    case $name in
    *.timer | postgresql | redis-server) continue ;;
    *\*) mapfile -t names < <(cd "$root/run" && find . -name "$name.pid" | sed 's#^\./##; s#\.pid$##') ;;
    *) names=("$name") ;;
    esac
    for one in "${names[@]}"; do
        case $action in
        start) start "$one" ;;
        stop) stop "$one" ;;
        restart | reload-or-restart) stop "$one"; start "$one" ;;
        try-restart) if is_running "$one"; then stop "$one"; start "$one"; fi ;;
        esac
    done
done
