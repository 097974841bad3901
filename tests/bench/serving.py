"""Requests a second of served pages, beside a constant answer and bare Django.

`python -m tests.bench.serving --sizes 300 20000 100000 --database postgres://…`. One
granian worker on one core, `wrk` (Debian's package) on another; each round measures
every line once, the table shows medians. "kept": the page cache is on; "rendered": off,
with what is remembered known; nginx, where installed, gives the same bytes as a file.
"""

import argparse
import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from math import log
from pathlib import Path
from statistics import linear_regression, median

CONNECTIONS, SECONDS = 8, 2
LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s)", re.MULTILINE)
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[300, 20_000])
    parser.add_argument("--organisations", type=int, default=800)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--database", help="an empty PostgreSQL database; else SQLite")
    chosen = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (Debian: apt-get install wrk).")
    rates = {}
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rates[size] = measure(size, chosen, folder)
    if len(rates) > 1:
        print_curves(rates)


def print_curves(rates):
    """Prints by which power of the number of articles the time of a page grows: 0 is
    flat, 1 in proportion."""
    print("\ntime of a page ~ articles ^")
    sizes = [log(size) for size in rates]
    for name in next(iter(rates.values())):
        times = [-log(of_size[name]) for of_size in rates.values()]
        print(f"{name:34}{linear_regression(sizes, times).slope:>9.2f}")


def measure(size, chosen, folder):
    """Fills a database, prints the table of its pages; returns their requests a
    second."""
    environment = os.environ | {
        "DATABASE_URL": chosen.database or f"sqlite:///{folder}/bench.sqlite3",
        "COOPSITE_DATA": folder,
        "DJANGO_SETTINGS_MODULE": "tests.bench.served_settings",
    }
    command = [sys.executable, "-m", "tests.bench.served_fill", str(size)]
    command.append(str(chosen.organisations))
    told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    pages = dict(line.split("\t") for line in told.stdout.decode().splitlines())
    lines = [("constant", "constant", "/", {})]
    lines.append(("constant, by Django", "bare", "/constant/", {}))
    lines.append(("bare Django", "bare", "/", {}))
    lines += [
        (f"{name}, rendered", "rendered", path, {}) for name, path in pages.items()
    ]
    lines += [(f"{name}, kept", "kept", path, {}) for name, path in pages.items()]
    lines.append(("article, 304", "kept", pages["article"], {"conditional": True}))
    with contextlib.ExitStack() as stack:
        servers = {
            name: stack.enter_context(serve(name, environment, folder))
            for name in ("constant", "bare", "rendered", "kept")
        }
        if shutil.which("nginx"):
            servers["nginx"] = stack.enter_context(nginx(folder, servers["kept"]))
            lines.append(("nginx, the same as a file", "nginx", "/page.html", {}))
            lines.append(("nginx, proxy with cache", "nginx", pages["article"], {}))
        answers = {line[0]: [] for line in lines}
        for _ in range(chosen.runs):
            for name, server, path, options in lines:
                answers[name].append(load(servers[server].url + path, **options))
        memory = {name: server.memory() for name, server in servers.items()}
    rates = {name: median(one[0] for one in rounds) for name, rounds in answers.items()}
    print_table(size, chosen, answers, rates, memory)
    return rates


class Server:
    """A granian worker on the first core."""

    def __init__(self, process, port):
        self._process, self.url = process, f"http://127.0.0.1:{port}"

    def memory(self):
        """Returns the megabytes that its largest process holds."""
        family = subprocess.run(
            ["ps", "-o", "rss=", "--ppid", str(self._process.pid)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return max(map(int, family.stdout.split()), default=0) / 1024


NGINX = """
daemon off; worker_processes 1; worker_cpu_affinity 01;
pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 256; }}
http {{
    access_log off; keepalive_requests 1000000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    proxy_cache_path {folder}/cache keys_zone=pages:10m;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass {upstream}; proxy_cache pages; proxy_set_header Host 127.0.0.1;
        }}
        location = /page.html {{ root {folder}; }}
    }}
}}
"""


@contextlib.contextmanager
def running(process, port):
    """A context in which the process answers at the port; it is ended then."""
    try:
        wait_for(port)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@contextlib.contextmanager
def nginx(folder, upstream):
    """A context in which nginx serves a file, and pages from a cache before ours."""
    port, place = free_port(), Path(folder)
    (place / "page.html").write_bytes(b"x" * 18_000)
    place.chmod(0o755)
    configuration = NGINX.format(folder=folder, port=port, upstream=upstream.url)
    (place / "nginx.conf").write_text(configuration)
    process = subprocess.Popen(["nginx", "-c", str(place / "nginx.conf")])
    with running(process, port) as server:
        yield server


@contextlib.contextmanager
def serve(name, environment, folder):
    """A context in which one of the applications is served."""
    port = free_port()
    extra = {
        "BENCH_APPLICATION": name if name in ("constant", "bare") else "ours",
        "PAGE_CACHE_MB": "64" if name == "kept" else "0",
    }
    command = [
        "taskset", "-c", "0", sys.executable, "-m", "granian", "--interface", "wsgi",
        "--workers", "1", "--blocking-threads", "1", "--port", str(port),
        "--log-level", "error", "tests.bench.floor:application",
    ]  # fmt: skip
    with Path(folder, f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            command, env=environment | extra, stdout=log, stderr=log
        )
    with running(process, port) as server:
        yield server


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(300):
        time.sleep(0.1)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/")
            connection.getresponse().read()
            return
    raise TimeoutError(f"Nothing answers at port {port}.")


def load(address, *, conditional=False):
    """Returns (requests a second, median, 99th percentile in ms) of one page, after a
    second that is not counted: each thread opens a connection and reads templates."""
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", "--latency"]
    if conditional:
        command += ["-H", f"If-None-Match: {etag_of(address)}"]
    for seconds in (1, SECONDS):
        told = subprocess.run(
            [*command, f"-d{seconds}s", address],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    if "Non-2xx" in told.stdout:
        raise ValueError(f"{address}: {told.stdout}")
    latency = {
        percent: float(number) * UNITS[unit]
        for percent, number, unit in LATENCY.findall(told.stdout)
    }
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told.stdout)[1])
    return rate, latency["50"], latency["99"]


def etag_of(address):
    host, _, path = address.removeprefix("http://").partition("/")
    with contextlib.closing(http.client.HTTPConnection(host, timeout=30)) as connection:
        connection.request("GET", f"/{path}")
        return connection.getresponse().headers["ETag"]


def print_table(size, chosen, answers, rates, memory):
    engine = "PostgreSQL" if chosen.database else "SQLite"
    print(f"\n{engine}: {size:,} articles, {chosen.organisations:,} organisations")
    print(f"{'page':34}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'of constant':>13}"
          f"{'of bare':>9}")  # fmt: skip
    for name, rounds in answers.items():
        half, most = (median(one[place] for one in rounds) for place in (1, 2))
        print(
            f"{name:34}{rates[name]:>9,.0f}{half:>9.2f}{most:>9.2f}"
            f"{rates[name] / rates['constant, by Django']:>13.2f}"
            f"{rates[name] / rates['bare Django']:>9.2f}",
            flush=True,
        )
    held = ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in memory.items())
    print(f"memory of a worker, MB: {held}")


if __name__ == "__main__":
    main()
