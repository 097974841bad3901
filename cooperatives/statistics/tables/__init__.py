"""The tables of the figures, each made once for the page and for the file."""

from ...models import Kind

NOUNS = {Kind.COOPERATIVE: "hợp tác xã", Kind.UNION: "liên hiệp hợp tác xã"}
