"""The search: texts as `vietnamese.match` has them, indexed by the database."""
