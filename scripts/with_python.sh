#!/bin/sh
# Runs "$@" with a Python that is new enough and whole, or says what to install.
#
# Each candidate is really run: a version manager's shim may exist and yet fail.

probe='
import sys
version = ".".join(map(str, sys.version_info[:3]))
if sys.version_info < (3, 12):
    print("old", version)
else:
    missing = []
    for name in ("ensurepip", "venv", "ssl", "sqlite3", "zlib"):
        try:
            __import__(name)
        except ImportError:
            missing.append(name)
    print("lacks" if missing else "good", version, *missing)
'
old=''
lacking=''

say() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Runs the program "$2"… with candidate $1 when it is good; otherwise notes what it is.
try() {
    candidate=$1
    shift
    found=$("$candidate" -c "$probe" 2>/dev/null) || return 1
    verdict=${found%% *}
    found=${found#* }
    version=${found%% *}
    case $verdict in
        good) exec "$candidate" "$@" ;;
        lacks) lacking=${lacking:-$version:${found#"$version"}} ;;
        old) old=${old:-$version} ;;
    esac
}

if [ -n "${PYTHON:-}" ]; then
    try "$PYTHON" "$@" || say \
        "PYTHON=$PYTHON không chạy được: hãy ghi đường dẫn tới Python 3.12 trở lên." \
        "[PYTHON=$PYTHON does not run: name a Python 3.12 or newer.]"
else
    # The one of .venv is the quickest, once it stands.
    for candidate in .venv/bin/python python3.13 python3.12 python3.14 python3 python; do
        try "$candidate" "$@"
    done
fi

if [ -n "$lacking" ]; then
    version=${lacking%%:*}
    short=${version%.*}
    say "Python $version thiếu mô-đun${lacking#*:}: hãy cài thêm (Debian, Ubuntu: apt-get install python$short-venv; hệ khác: cài Python đầy đủ từ python.org) rồi chạy lại." \
        "[Python $version lacks${lacking#*:}: install it (Debian, Ubuntu: apt-get install python$short-venv; elsewhere: a whole Python from python.org) and run again.]"
fi
have=${old:+"máy này chỉ có $old"}
have_en=${old:+"found only $old"}
say "Cần Python 3.12 trở lên, ${have:-máy này chưa có Python}: hãy cài Python 3.13 (Debian 13, Ubuntu 24.04 trở lên: apt-get install python3 python3-venv; hệ khác: python.org/downloads hoặc pyenv), hoặc chỉ nơi đã có bằng PYTHON=/đường/dẫn/python3.13, rồi chạy lại." \
    "[Needs Python 3.12 or newer, ${have_en:-found none}: install Python 3.13 (Debian 13, Ubuntu 24.04 or newer: apt-get install python3 python3-venv; elsewhere: python.org/downloads or pyenv), or name the one you have with PYTHON=/path/to/python3.13, and run again.]"
