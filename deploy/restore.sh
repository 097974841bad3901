#!/usr/bin/env bash
# Brings a backup of backup.sh back into an empty place, and compares each row.
#
#   restore.sh FILE          into COOPSITE_DATA and the database of DATABASE_URL, which
#                            must be empty; what is there is never written over
#   restore.sh --check FILE  into a scratch place only
#
# From the environment: all that the portal reads, BACKUP_KEY_FILE and PYTHON as there.
set -euo pipefail
umask 077
cd "$(dirname "$0")/.."
: "${COOPSITE_DATA:?names no data folder}"
python=${PYTHON:-$PWD/.venv/bin/python}
check=
if [ "${1:-}" = --check ]; then check=1; shift; fi
file=${1:?names no backup}
[ -f "$file" ] || { echo "There is no $file." >&2; exit 2; }

mkdir -p "$COOPSITE_DATA"
if [ -z "$check" ]; then
    for name in media documents; do
        if [ -n "$(ls -A "$COOPSITE_DATA/$name" 2>/dev/null)" ]; then
            echo "$COOPSITE_DATA/$name is not empty: nothing was written." >&2
            exit 1
        fi
    done
fi
work=$(mktemp -d "$COOPSITE_DATA/.restore.XXXXXX")
trap 'rm -rf "$work"' EXIT

decrypt=(cat)
# What openssl encrypted begins so.
if [ "$(head -c 8 "$file" | tr -d '\0')" = Salted__ ]; then
    : "${BACKUP_KEY_FILE:?the backup is encrypted: name the file of its pass phrase}"
    decrypt=(openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000
        -pass "file:$BACKUP_KEY_FILE")
fi
"${decrypt[@]}" <"$file" | tar -C "$work" -xpf - --no-same-owner
(cd "$work" && sha256sum --quiet --strict -c SHA256SUMS)
if [ -z "${SECRET_KEY:-}" ]; then SECRET_KEY=$(cat "$work/secret-key"); fi
export SECRET_KEY

if [ -n "$check" ]; then
    "$python" manage.py restore_database --check "$work/database"
    exit
fi
"$python" manage.py restore_database "$work/database"
for name in media documents; do
    if [ -d "$work/$name" ]; then
        rmdir "$COOPSITE_DATA/$name" 2>/dev/null || true
        mv "$work/$name" "$COOPSITE_DATA/$name"
    fi
done
[ -e "$COOPSITE_DATA/secret-key" ] || cp "$work/secret-key" "$COOPSITE_DATA/secret-key"
echo "Restored: each row is as it was in the backup."
if [ -n "${MEDIA_STORAGE:-}" ]; then
    echo "Uploads are those of the buckets: bring deleted ones back there, by version."
fi
