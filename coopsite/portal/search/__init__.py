"""The search of the site: one page over everything that the public reads.

A further kind of thing takes a `Source` (what it is found by, `core.full_text.sources`)
and one short module here that shows it (`kinds.Kind`).
"""
