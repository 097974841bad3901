"""Joins invented names from the words of `texts/names.toml`."""

import itertools

from .texts import read

_FUND = "Quỹ tín dụng nhân dân"


def cooperative_names(rng, sector, number):
    """Returns `number` different names for cooperatives of a sector (its code)."""
    words = read("names")
    if sector == "quy-tdnd":
        return [f"{_FUND} {fancy}" for fancy in rng.sample(words["fancy"], number)]
    trades = words["trades"][sector]
    pairs = rng.sample(list(itertools.product(trades, words["fancy"])), number)
    return [f"{_prefix(rng)} {trade} {fancy}" for trade, fancy in pairs]


def _prefix(rng):
    """Most certificates write the words out, some abbreviate."""
    return "HTX" if rng.random() < 0.15 else "Hợp tác xã"


def union_names(rng):
    """Returns (name, sector code) of the twelve unions."""
    names = read("names")
    trades = [(t, sector) for sector, ts in names["union_trades"].items() for t in ts]
    words = rng.sample(names["fancy"], len(trades))
    return [
        (f"Liên hiệp Hợp tác xã {trade} {fancy}", sector)
        for (trade, sector), fancy in zip(trades, words, strict=True)
    ]
