"""Runs the steps of the Dockerfile in a folder, for want of an engine.

Its `WORKDIR` becomes a folder of the same name below the stage's own, the Python of the
tests stands in for the image's. Steps of Debian (apt-get, useradd) are left out: they
need a root and a network of their own.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys

from tests.deploy.places import ROOT

CODE = "/srv/coopsite"
OF_DEBIAN = ("apt-get ", "useradd ")


def read_stages():
    """Returns the stages of the Dockerfile, each a list of (instruction, words)."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    steps = [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]
    stages = []
    for name, words in steps:
        if name == "FROM":
            stages.append([])
        if stages:
            stages[-1].append((name, words))
    return stages


class Image:
    """The files of a stage, what its steps set, and the steps that were left out."""

    def __init__(self, folder):
        self.folder, self.environment, self.left_out = folder, {}, []
        self.command, self.user = None, None

    def build(self, steps, stages):
        for name, words in steps:
            getattr(self, f"_{name.lower()}")(words, stages)
        return self

    @property
    def code(self):
        return self.folder / CODE.lstrip("/")

    def _from(self, words, stages):
        stages[words.partition(" AS ")[2]] = self

    def _workdir(self, words, stages):
        assert words == CODE
        self.code.mkdir(parents=True, exist_ok=True)

    def _copy(self, words, stages):
        if stage := re.match(r"--from=(\w+) (\S+) \2$", words):
            assert stage[2] == CODE
            shutil.copytree(stages[stage[1]].code, self.code, symlinks=True)
        elif words == ". ./":
            shutil.copytree(ROOT, self.code, ignore=_ignored, dirs_exist_ok=True)
        else:
            source, target = words.split()
            shutil.copy(ROOT / source, self.code / target)

    def _run(self, words, stages):
        if words.startswith(OF_DEBIAN):
            self.left_out.append(words)
            return
        words = re.sub(r"^python ", f"{shlex.quote(sys.executable)} ", words)
        kept = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "SSL_"))}
        subprocess.run(
            ["sh", "-euc", words],
            cwd=self.code,
            env=kept | {"PATH": os.environ["PATH"], "HOME": str(self.folder)},
            check=True,
        )

    def _env(self, words, stages):
        name, _, value = words.partition("=")
        self.environment[name] = value

    def _user(self, words, stages):
        self.user = words

    def _cmd(self, words, stages):
        self.command = words


def _ignored(folder, names):
    """Returns what .dockerignore keeps out; its lines name things at the root, or with
    **/ anywhere."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    anywhere = [line[3:] for line in patterns if line.startswith("**/")]
    at_root = [line for line in patterns if not line.startswith("**/")]
    chosen = anywhere + (at_root if folder == str(ROOT) else [])
    return shutil.ignore_patterns(*chosen)(folder, names)
