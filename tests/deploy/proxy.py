"""nginx, started from the very file of `deploy/`, with places and ports of its own."""

import getpass
import http.client
import re
import shutil
import socket
import ssl
import subprocess
from contextlib import closing, contextmanager

from tests.deploy.places import ROOT, end, free_port, status, wait_until

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin")
HOST = "portal.test"
AROUND = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log warn; user {user};
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    include {types}; default_type application/octet-stream;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    sendfile on;
    include {folder}/site.conf;
}}
"""


def with_bucket(text, bucket):
    """Returns nginx.conf with nginx-bucket.conf where it says that this may stand."""
    own = (ROOT / "deploy" / "nginx-bucket.conf").read_text()
    for name in ("https://s3.example.vn", "s3.example.vn"):
        assert name in own
        own = own.replace(name, f"http://{bucket}" if "://" in name else bucket)
    location = re.compile(r"    location /media/ \{.*?\n    \}\n", re.DOTALL)
    text, count = location.subn(lambda _: own, text)
    assert count == 1
    return text


class Proxy:
    """nginx before two ports, behind one of which a portal may run."""

    def __init__(self, folder, data, code=ROOT, bucket=None):
        """`bucket`: host and port of the S3 server whose bucket holds the uploads."""
        self.folder = folder
        self.ports = {name: free_port() for name in ("443", "80", "8001", "8002")}
        self.ports |= {name: free_port() for name in ("6081", "6082")}
        self.url = f"https://{HOST}:{self.ports['443']}"
        self.purge = f"http://127.0.0.1:{self.ports['6081']}"
        folder.mkdir(exist_ok=True)
        self._make_certificate()
        self._write(data, code, bucket)

    def _make_certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", f"/CN={HOST}", "-keyout", self.folder / "privkey.pem",
             "-out", self.folder / "fullchain.pem"],
            check=True,
            capture_output=True,
        )  # fmt: skip

    def _write(self, data, code, bucket):
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        if bucket:
            text = with_bucket(text, bucket)
        text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
        for old, new in {
            "/etc/letsencrypt/live/portal.example.vn": str(self.folder),
            "portal.example.vn": HOST,
            "/var/lib/coopsite": str(data),
            "/srv/coopsite/live": str(code),
            "/var/cache/nginx/coopsite": str(self.folder / "kept"),
            "/var/log/nginx/coopsite.log": str(self.folder / "access.log"),
        }.items():
            assert old in text
            text = text.replace(old, new)
        for old, new in self.ports.items():
            text, count = re.subn(rf"(listen |:){old}\b", rf"\g<1>{new}", text)
            assert count, old
        (self.folder / "site.conf").write_text(text)
        facts = {"folder": self.folder, "types": "/etc/nginx/mime.types"}
        around = AROUND.format(user=getpass.getuser(), **facts)
        (self.folder / "nginx.conf").write_text(around)

    @contextmanager
    def run(self):
        command = [NGINX, "-c", self.folder / "nginx.conf", "-p", self.folder]
        command += ["-e", self.folder / "error.log"]
        tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert tested.returncode == 0, tested.stderr
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: status(f"http://127.0.0.1:{self.ports['6081']}/") == 405)
            yield self
        finally:
            end(process)

    def ask(self, path, method="GET", data=None, **headers):
        """Returns (status, headers, body) of the answer to a request over TLS."""
        with closing(self.connect()) as connection:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, data, sent)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def connect(self, name=HOST):
        """Returns a connection over TLS to the host `name`."""
        plain = socket.create_connection(("127.0.0.1", self.ports["443"]), 20)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPConnection(name)
        connection.sock = context.wrap_socket(plain, server_hostname=name)
        return connection

    def log(self):
        return (self.folder / "access.log").read_text()
