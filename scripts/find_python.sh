#!/bin/sh
# Prints a Python that is new enough and whole, or says what to install.
#
# Each candidate is really run: a version manager's shim may exist and yet fail.

probe='
import sys
missing = []
for name in ("ensurepip", "venv", "ssl", "sqlite3", "zlib"):
    try:
        __import__(name)
    except ImportError:
        missing.append(name)
verdict = "old" if sys.version_info < (3, 12) else "lacks" if missing else "good"
# The base, not a .venv that is active and may be removed.
base = [getattr(sys, "_base_executable", sys.executable)] if verdict == "good" else []
print(verdict, sys.version.split()[0], *base, *missing)
'
say() {
    printf '%s\n' "$@" >&2
    exit 1
}

set -- python3.13 python3.12 python3.14 python3 python
[ -z "${PYTHON:-}" ] || set -- "$PYTHON"
for candidate in "$@"; do
    read -r verdict version rest <<END
$("$candidate" -c "$probe" 2>/dev/null)
END
    case $verdict in
        good) printf '%s\n' "$rest"; exit ;;
        old) old=${old:-$version} ;;
        lacks) lacking=${lacking:-$rest} short=${short:-${version%.*}} ;;
    esac
done

if [ "${lacking:-}" ]; then
    say "Python $short thiếu mô-đun $lacking: hãy cài thêm (Debian, Ubuntu: apt-get install python$short-venv; hệ khác: cài Python đầy đủ từ python.org) rồi chạy lại." \
        "[Python $short lacks $lacking: install it (Debian, Ubuntu: apt-get install python$short-venv; elsewhere: a whole Python from python.org) and run again.]"
fi
[ -z "${PYTHON:-}" ] || say \
    "PYTHON=$PYTHON không chạy được hoặc đã cũ: hãy ghi đường dẫn tới Python 3.12 trở lên." \
    "[PYTHON=$PYTHON does not run or is old: name a Python 3.12 or newer.]"
have=${old:+"máy này chỉ có $old"}
have_en=${old:+"found only $old"}
say "Cần Python 3.12 trở lên, ${have:-máy này chưa có Python}: hãy cài Python 3.13 (Debian 13, Ubuntu 24.04 trở lên: apt-get install python3 python3-venv; hệ khác: python.org/downloads hoặc pyenv), hoặc chỉ nơi đã có bằng PYTHON=/đường/dẫn/python3.13, rồi chạy lại." \
    "[Needs Python 3.12 or newer, ${have_en:-found none}: install Python 3.13 (Debian 13, Ubuntu 24.04 or newer: apt-get install python3 python3-venv; elsewhere: python.org/downloads or pyenv), or name the one you have with PYTHON=/path/to/python3.13, and run again.]"
