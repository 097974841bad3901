#!/usr/bin/env bash
# Backs the portal up into one file: database, uploaded files, scans, key. Readers and
# writers go on meanwhile. The file is tried before it counts: it is unpacked, its
# database brought back in a scratch place and compared row by row.
#
# Uploads and scans in buckets (MEDIA_STORAGE) are not in it: the S3 server has to keep
# versions of them.
#
# From the environment: all that the portal itself reads, and
#   BACKUP_DIR       where the files go; best on another disk or machine
#   BACKUP_KEY_FILE  a file with a long pass phrase: the backup is encrypted with it.
#                    Keep a copy elsewhere: without it no backup can be read
#   BACKUP_KEEP      how many are kept (14)
#   PYTHON           the Python of the portal (.venv beside deploy/)
set -euo pipefail
umask 077
cd "$(dirname "$0")/.."
: "${COOPSITE_DATA:?names no data folder}" "${BACKUP_DIR:?names no folder for backups}"
python=${PYTHON:-$PWD/.venv/bin/python}
keep=${BACKUP_KEEP:-14}
case $keep in '' | 0* | *[!0-9]*) echo "BACKUP_KEEP=$keep is no number." >&2; exit 2 ;; esac

mkdir -p "$BACKUP_DIR"
exec 9>"$BACKUP_DIR/.lock"
flock -n 9 || { echo "Another backup is being made." >&2; exit 1; }
# What a killed one left: nobody else is at work, the lock is ours.
rm -rf "$COOPSITE_DATA"/.backup.?????? "$BACKUP_DIR/.unfinished"
find "$COOPSITE_DATA" -maxdepth 1 -name '.restore.??????' -mmin +1440 -exec rm -rf {} +
# On the disk of the data: files are linked, not copied.
work=$(mktemp -d "$COOPSITE_DATA/.backup.XXXXXX")
part=$BACKUP_DIR/.unfinished
trap 'rm -rf "$work" "$part"' EXIT

folders=(media documents)
if [ -n "${MEDIA_STORAGE:-}" ]; then
    folders=()
    echo "Uploads lie in buckets and are not in this backup: keep versions there." >&2
fi
link_files() {
    for name in "${folders[@]}"; do
        if [ -d "$COOPSITE_DATA/$name" ]; then
            mkdir -p "$work/$name"
            cp -al -u "$COOPSITE_DATA/$name/." "$work/$name/" 2>/dev/null ||
                cp -a -u "$COOPSITE_DATA/$name/." "$work/$name/"
        fi
    done
}

# Files before the database, which may name one that is deleted meanwhile, and after it,
# for those that come meanwhile. Names are never used twice.
link_files
"$python" manage.py backup_database "$work/database"
link_files
key=${SECRET_KEY:-}
if [ -z "$key" ] && [ -f "$COOPSITE_DATA/secret-key" ]; then
    key=$(cat "$COOPSITE_DATA/secret-key")
fi
printf '%s\n' "$key" >"$work/secret-key"
(cd "$work" && find . -type f ! -name SHA256SUMS -print0 | sort -z |
    xargs -0 sha256sum >SHA256SUMS)

encrypt=(cat) ending=tar
if [ -n "${BACKUP_KEY_FILE:-}" ]; then
    [ -s "$BACKUP_KEY_FILE" ] || { echo "BACKUP_KEY_FILE is empty." >&2; exit 2; }
    encrypt=(openssl enc -aes-256-cbc -pbkdf2 -iter 600000 -salt
        -pass "file:$BACKUP_KEY_FILE")
    ending=tar.enc
fi
tar -C "$work" -cf - . | "${encrypt[@]}" >"$part"
file=$BACKUP_DIR/coopsite-$(date -u +%Y%m%dT%H%M%SZ).$ending
rm -rf "$work"
deploy/restore.sh --check "$part"
sync "$part"
mv "$part" "$file"
touch "$COOPSITE_DATA/last-backup"
# The names sort by time.
find "$BACKUP_DIR" -maxdepth 1 -name 'coopsite-*.tar*' | sort | head -n "-$keep" |
    while IFS= read -r old; do rm -f -- "$old"; done
echo "$file"
