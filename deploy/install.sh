#!/bin/sh
# Installs the portal: folders, settings with new secrets, database, units, the first
# release, nginx. Run again it does what is still missing and writes nothing over: where a
# file is another than it would write, the new one lies beside it as FILE.new.
#
#   install.sh HOST                   on this machine, as root
#   ROOT=/tmp/tree install.sh HOST    all of it below a folder, to try it without rights;
#                                     its bin/systemctl stands in for systemctl
#
# From the environment, beside another portal: DATABASE (127.0.0.1:5432/coopsite; the role
# has the database's name), or DATABASE_URL for one that is there; CACHE_URL, PORTS
# (8001 8002), TRIAL_PORT (8009), WEB_PORTS (80 443), PURGE_PORTS (6081 6082). PSQL: how
# PostgreSQL's superuser is reached (runuser -u postgres -- psql; in a tree: psql).
set -eu
umask 022
code=$(cd "$(dirname "$0")/.." && pwd)
say() { printf '== %s\n' "$*"; }
refuse() { printf '%s\n' "$*" >&2; exit 2; }

root=
if [ "${ROOT:-}" ]; then mkdir -p "$ROOT" && root=$(cd "$ROOT" && pwd); fi
[ "$root" != / ] || root=
etc=$root/etc env_file=$root/etc/coopsite.env base=$root/srv/coopsite
service=systemctl psql=${PSQL:-runuser -u postgres -- psql} group=coopsite owned=
if [ "$root" ]; then
    service=$root/bin/systemctl psql=${PSQL:-psql} group=$(id -gn)
else
    owned="-o coopsite -g coopsite"
fi

# --- before anything is written ---------------------------------------------------

case $root in *[!A-Za-z0-9/._-]*)
    refuse "ROOT=$root: chỉ dùng chữ không dấu, số và / . _ - [Plain letters, digits and / . _ - only.]" ;;
esac
[ "$root" ] || [ "$(id -u)" = 0 ] ||
    refuse "Hãy chạy bằng root, hoặc cài thử vào một thư mục: ROOT=/tmp/thu [Run as root, or into a folder.]"
host=${1:-}
if [ -e "$env_file" ]; then
    # shellcheck disable=SC1090
    known=$(. "$env_file" && echo "${ALLOWED_HOSTS%%,*}")
    host=${host:-$known}
    [ "$host" = "$known" ] ||
        refuse "$env_file ghi tên miền $known, không phải $host. [It names $known, not $host.]"
fi
case $host in '' | .* | *. | *[!a-z0-9.-]*)
    refuse "Hãy cho tên miền, chữ thường: install.sh portal.example.vn [Name the host, in small letters.]" ;;
esac
missing=
need() { (PATH=$PATH:/usr/sbin:/sbin; command -v "$1") >/dev/null || missing="$missing $2"; }
need nginx nginx; need psql postgresql; need redis-server redis-server; need make make
need ffmpeg ffmpeg; need openssl openssl; need flock util-linux
[ "$root" ] || need certbot certbot
[ -z "$missing" ] ||
    refuse "Máy còn thiếu, hãy chạy: apt-get install$missing [Install these first.]"
python=$(sh "$code/scripts/find_python.sh")
case $root$python in /root/*)
    refuse "$python: tài khoản coopsite không vào được /root; hãy cài Python của Debian. [The account coopsite cannot read /root.]" ;;
esac
# shellcheck disable=SC2086  # two words each
set -- ${PORTS:-8001 8002} ${WEB_PORTS:-80 443} ${PURGE_PORTS:-6081 6082}
[ $# = 6 ] || refuse "PORTS, WEB_PORTS, PURGE_PORTS: mỗi biến hai số. [Two numbers each.]"
one=$1 two=$2 http=$3 https=$4 purge=$5 fetch=$6
address=https://$host
[ "$https" = 443 ] || address=$address:$https

# --- how files are written --------------------------------------------------------

# Prints a file of deploy/ with the host and the places of this portal.
fill() {
    of_tree='/(etc/(coopsite|letsencrypt)|srv/coopsite'
    of_tree="$of_tree|var/((lib|backups)/coopsite|(cache|log)/nginx|www))"
    sed -E -e "s#https://portal\.example\.vn#$address#g" -e "s#portal\.example\.vn#$host#g" \
        -e "s#$of_tree#$root&#g" "$code/deploy/$1"
}
# One of them a line, or a port that was put in would be taken for the next.
set_ports() {
    sed -E -e "s#(server 127\.0\.0\.1:)8001#\1$one#;t" -e "s#(server 127\.0\.0\.1:)8002#\1$two#;t" \
        -e "s#(listen (\[::\]:)?)80\b#\1$http#;t" -e "s#(listen (\[::\]:)?)443\b#\1$https#;t" \
        -e "s#(127\.0\.0\.1:)6081#\1$purge#;t" -e "s#(127\.0\.0\.1:)6082#\1$fetch#"
}
# Writes its input to a new file, and says whether it did.
put() {
    mkdir -p "$(dirname "$1")"
    cat >"$1.new"
    if [ ! -e "$1" ]; then
        mv "$1.new" "$1"
    elif cmp -s "$1" "$1.new"; then
        rm "$1.new"; return 1
    else
        echo "Giữ nguyên $1; bản mới: $1.new [Kept; the new one lies beside it.]"; return 1
    fi
}

# --- the steps --------------------------------------------------------------------

make_user() {
    [ -z "$root" ] || return 0
    id coopsite >/dev/null 2>&1 ||
        adduser --system --group --home /var/lib/coopsite --no-create-home coopsite
    usermod -aG coopsite www-data # nginx reads pictures and static files
}

write_settings() {
    [ ! -e "$env_file" ] || return 0
    say "settings: $env_file"
    place=${DATABASE:-127.0.0.1:5432/coopsite}
    made=postgres://${place##*/}:$(openssl rand -hex 24)@$place
    mkdir -p "$etc"
    (umask 027; cat >"$env_file.part") <<SETTINGS
SECRET_KEY='$(openssl rand -hex 32)'
HEALTH_TOKEN='$(openssl rand -hex 24)'
ALLOWED_HOSTS='$host'
SITE_ADDRESS='$address'
BEHIND_PROXY='on'
COOPSITE_DATA='$root/var/lib/coopsite'
DATABASE_URL='${DATABASE_URL:-$made}'
CACHE_URL='${CACHE_URL:-redis://127.0.0.1:6379/0}'
PURGE_ADDRESS='http://127.0.0.1:$purge'
TASKS_BACKEND='database'
BACKUP_DIR='$root/var/backups/coopsite'
BACKUP_KEY_FILE='$etc/coopsite-backup.key'
#EMAIL_URL='smtp://tài-khoản:mật-khẩu@mail.example.vn:587/?tls=True'
#MAIL_FROM='Cổng thông tin <cong-thong-tin@example.vn>'
#ALERT_MAIL='nguoi-trong@example.vn'
SETTINGS
    # A form that is sent from another port than HTTPS' own is of another origin.
    [ "$https" = 443 ] || echo "CSRF_TRUSTED_ORIGINS='$address'" >>"$env_file.part"
    chgrp "$group" "$env_file.part"
    mv "$env_file.part" "$env_file"
}

make_folders() {
    # shellcheck disable=SC2086  # no word in a tree
    install -d $owned -m 0750 "$COOPSITE_DATA"
    # shellcheck disable=SC2086
    install -d $owned -m 0700 "$BACKUP_DIR"
    mkdir -p "$base"
    if [ "$root" ]; then
        mkdir -p "$root/bin" "$root/var/cache/nginx" "$root/var/log/nginx"
        cp "$code/deploy/tree-systemctl.sh" "$service" && chmod 0755 "$service"
    else
        install -d -o www-data -g www-data /var/cache/nginx
    fi
    [ -e "$BACKUP_KEY_FILE" ] || {
        (umask 027; openssl rand -base64 48 >"$BACKUP_KEY_FILE.part")
        chgrp "$group" "$BACKUP_KEY_FILE.part"
        mv "$BACKUP_KEY_FILE.part" "$BACKUP_KEY_FILE"
    }
}

write_fragments() {
    for folder in "$etc"/postgresql/*/main/conf.d; do
        if [ -d "$folder" ] && put "$folder/coopsite.conf" <"$code/deploy/postgresql.conf"; then
            $service restart postgresql
        fi
    done
    if put "$etc/redis/coopsite.conf" <"$code/deploy/redis.conf"; then
        include="include $etc/redis/coopsite.conf"
        grep -qsxF "$include" "$etc/redis/redis.conf" || echo "$include" >>"$etc/redis/redis.conf"
        $service restart redis-server
    fi
}

# The role and the database of the settings, where neither was made by hand.
make_database() {
    word='([A-Za-z0-9_]+)'
    # shellcheck disable=SC2046  # five words
    set -- $(printf '%s\n' "$DATABASE_URL" |
        sed -nE "s#^postgres://$word:$word@([^:/@]+):([0-9]+)/$word\$#\1 \2 \3 \4 \5#p")
    [ $# = 5 ] || return 0 # release.sh says whether it answers
    reach() { PGPASSWORD=$2 psql -w -h "$3" -p "$4" -U "$1" -d "$5" -qc ''; }
    if reach "$@" 2>/dev/null; then return 0; fi
    say "database: $5"
    $psql -d postgres -qc '' || refuse "Không vào được PostgreSQL bằng tài khoản quản trị: đặt PSQL, hoặc tự lập vai trò và cơ sở dữ liệu rồi sửa DATABASE_URL trong $env_file. [PostgreSQL's superuser is not reached.]"
    $psql -d postgres -q -v ON_ERROR_STOP=1 <<SQL
SELECT 'CREATE ROLE $1 LOGIN CREATEDB PASSWORD ''$2'''
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$1') \gexec
SELECT 'CREATE DATABASE $5 OWNER $1'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$5') \gexec
SQL
    reach "$@" || refuse "Vai trò $1 đã có, với mật khẩu khác: sửa DATABASE_URL trong $env_file. [The role has another password.]"
}

write_units() {
    for file in "$code"/deploy/*.service "$code"/deploy/*.timer; do
        name=$(basename "$file")
        fill "$name" | put "$etc/systemd/system/$name" || true
    done
    $service daemon-reload
}

release_first() {
    export BASE="$base" ENV_FILE="$env_file" SERVICE="$service" PORTS="$one $two"
    if [ "$root" ]; then export RUN_AS=; fi
    [ -L "$base/live" ] || "$code/deploy/release.sh" "$code"
    $service enable --now coopsite-backup.timer coopsite-tidy.timer \
        coopsite-recheck.timer coopsite-reads.timer
    [ "${TASKS_BACKEND:-}" != database ] ||
        $service enable --now coopsite-worker@default coopsite-worker@clips
}

# nginx begins with a certificate that certbot makes, or in a tree openssl.
open_to_readers() {
    fill nginx.conf | set_ports | if [ "$root" ]; then sed '/listen \[::\]/d'; else cat; fi |
        put "$etc/nginx/sites-available/coopsite" || true
    pair=$etc/letsencrypt/live/$host
    if [ "$root" ] && [ ! -e "$pair/fullchain.pem" ]; then
        mkdir -p "$pair"
        openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$host" \
            -keyout "$pair/privkey.pem" -out "$pair/fullchain.pem" 2>/dev/null
    fi
    [ -e "$pair/fullchain.pem" ] || return 0
    mkdir -p "$etc/nginx/sites-enabled"
    if [ ! -e "$etc/nginx/sites-enabled/coopsite" ]; then
        ln -s ../sites-available/coopsite "$etc/nginx/sites-enabled/coopsite"
        rm -f "$etc/nginx/sites-enabled/default"
    fi
    [ "$root" ] || nginx -t
    $service reload-or-restart nginx
}

tell_what_is_left() {
    say "installed"
    with=
    [ -z "$root" ] || with="BASE=$base ENV_FILE=$env_file RUN_AS= SERVICE=$service PORTS='$one $two' TRIAL_PORT=${TRIAL_PORT:-8009} "
    echo
    echo "Còn việc của người quản trị [left for a person]:"
    [ "$root" ] || echo "- Tên miền $host trỏ về máy này; cổng $http, $https mở. [DNS and firewall.]"
    [ -e "$pair/fullchain.pem" ] || {
        echo "- Chứng chỉ, rồi chạy lại install.sh [the certificate, then install.sh again]:"
        echo "  certbot certonly --webroot -w /var/www/html -d $host --deploy-hook 'systemctl reload nginx'"
    }
    echo "- Người quản trị đầu tiên [the first administrator]:"
    echo "  $with$code/deploy/manage.sh createsuperuser"
    echo "- EMAIL_URL, MAIL_FROM, ALERT_MAIL trong $env_file. [Mail.]"
    echo "- Cất một bản $env_file và $BACKUP_KEY_FILE ở nơi khác. [Keep copies elsewhere.]"
    echo "Nâng cấp [later releases]: ${with}deploy/release.sh FOLDER"
}

make_user
write_settings
# shellcheck disable=SC1090
. "$env_file"
make_folders
write_fragments
make_database
write_units
release_first
open_to_readers
tell_what_is_left
