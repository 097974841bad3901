"""Prints what the portal is made of (SBOM) in the form of CycloneDX 1.6, as JSON.

    sbom.py [FOLDER]   of the code; default: that of this file

Each package that requirements.txt pins, with the hashes of the files that may be
installed of it. It needs Python alone, as a server has no tools of development. Same
lists give the same text.
"""

import json
import re
import sys
import tomllib
import uuid
from pathlib import Path

_PIN = re.compile(r"([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main(folder):
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    locked = (folder / "requirements.txt").read_text()
    json.dump(describe(project, locked), sys.stdout, indent=2)


def describe(project, locked):
    """Returns the list as CycloneDX has it."""
    name, version = project["name"], project["version"]
    components = [describe_package(*package) for package in read_packages(locked)]
    portal = {
        "type": "application",
        "bom-ref": f"{name}@{version}",
        "name": name,
        "version": version,
        "licenses": [{"license": {"id": project["license"]}}],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_OID, f"{version}\n{locked}").urn,
        "version": 1,
        "metadata": {"component": portal},
        "components": components,
    }


def read_packages(locked):
    """Returns (name, version, hashes) of each pinned package."""
    joined = locked.replace("\\\n", " ")
    pins = [(line, _PIN.match(line)) for line in joined.splitlines()]
    return [(*pin.groups(), _HASH.findall(line)) for line, pin in pins if pin]


def describe_package(name, version, hashes):
    address = f"pkg:pypi/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in hashes],
    }


if __name__ == "__main__":
    main(Path(*sys.argv[1:]) if sys.argv[1:] else Path(__file__).parent.parent)
