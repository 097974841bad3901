"""Finds rows whose kept words do not follow from what is written in them."""

from django.apps import apps

from coopsite.core.match_text import MatchText


def list_stale():
    """Return the rows that `remake_keys` would leave otherwise than they are."""
    return [
        row
        for model in apps.get_models()
        if not model._meta.proxy
        for field in model._meta.local_fields
        if isinstance(field, MatchText)
        for row in model._base_manager.all()
        if _stored_words(row) != _remade(row, field)
    ]


def _stored_words(row):
    return [getattr(row, name) for name in ("match_text", *getattr(row, "KEYS", ()))]


def _remade(row, field):
    if hasattr(row, "fill_keys"):
        row.fill_keys()
    field.pre_save(row, False)
    return _stored_words(row)
