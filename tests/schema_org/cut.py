"""Cuts the vocabulary of schema.org to the types that the portal uses.

    python -m tests.schema_org.cut schemaorg-current-https.jsonld 30.0

The file is the one that schema.org gives out for developers (in its repository:
data/releases/30.0/); the second word is its release. What is kept in vocabulary.json:
the types of `USED` and what they are kinds of, each property that one of them may have,
what its values may be, and by what it was superseded. Of the vocabulary only names are
kept; it is given out by the licence CC BY-SA 3.0.
"""

import json
import sys
from pathlib import Path

OUT = Path(__file__).with_name("vocabulary.json")
OWN = "schema:"
USED = [
    "BreadcrumbList", "CollectionPage", "Cooperative", "CorrectionComment",
    "DataDownload", "Dataset", "ImageObject", "ListItem", "NewsArticle",
    "Organization", "Person", "PostalAddress", "PropertyValue", "VideoObject",
    "AdministrativeArea", "WebSite",
]  # fmt: skip


def names(value):
    """Returns the bare names in a reference or a list of them; others' terms not."""
    references = value if isinstance(value, list) else [value] if value else []
    return sorted(
        one["@id"].removeprefix(OWN) for one in references if one["@id"].startswith(OWN)
    )


def cut(graph):
    terms = {
        term["@id"].removeprefix(OWN): term
        for term in graph
        if term["@id"].startswith(OWN)
    }
    types, ahead = {}, list(USED)
    while ahead:
        name = ahead.pop()
        if name in types or name not in terms:
            continue
        types[name] = names(terms[name].get("rdfs:subClassOf"))
        ahead += types[name]
    properties = {}
    for name, term in terms.items():
        domains = names(term.get("schema:domainIncludes"))
        if kept := sorted(set(domains) & set(types)):
            properties[name] = {
                "of": kept,
                "is": names(term.get("schema:rangeIncludes")),
                "superseded": names(term.get("schema:supersededBy")),
            }
    return {
        "types": dict(sorted(types.items())),
        "properties": dict(sorted(properties.items())),
    }


if __name__ == "__main__":
    source, release = sys.argv[1:]
    vocabulary = cut(json.loads(Path(source).read_text())["@graph"])
    text = json.dumps({"release": release} | vocabulary, separators=(",", ":"))
    OUT.write_text(text.replace("},", "},\n") + "\n")
