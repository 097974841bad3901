"""Asks a portal that was just started for a few pages, as nginx would.

`python deploy/smoke.py PORT HOST`: ends with 0 where each answers well, else tells
which does not. Each must name a style sheet that is there, too.
"""

import http.client
import re
import sys
import time
from contextlib import closing

ADDRESSES = ["/", "/tin-tuc/", "/hop-tac-xa/", "/so-lieu/", "/quan-tri/login/"]
PATIENCE = 60  # seconds until it has to be alive
SHEET = re.compile(rb'href="(/static/[^"]+\.css)"')


def main(port, host):
    try:
        wait_until_alive(port)
        for address in ADDRESSES:
            code, body = ask(port, host, address)
            check(address, code)
            sheet = SHEET.search(body)
            check(f"{address}: no style sheet", 200 if sheet else 0)
            check(sheet[1].decode(), ask(port, host, sheet[1].decode())[0])
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"The portal at port {port} is not well: {error}"
    return 0


def wait_until_alive(port):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if ask(port, "localhost", "/suc-khoe/")[0] == 200:
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def check(what, code):
    if code != 200:
        raise ValueError(f"{what} answers {code}")


def ask(port, host, path):
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=20)
    with closing(connection):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
