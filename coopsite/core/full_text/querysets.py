"""Querysets whose rows can be found, and are indexed however many are written."""

from django.db import models, transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat, StrIndex

from .filling import index_model
from .searching import Search
from .sources import source_of


class Indexed(models.QuerySet):
    """Indexes what is written many at once; saves are followed by a signal."""

    @transaction.atomic
    def bulk_create(self, *args, **kwargs):
        rows = super().bulk_create(*args, **kwargs)
        index_model(self.model)
        return rows

    @transaction.atomic
    def bulk_update(self, *args, **kwargs):
        count = super().bulk_update(*args, **kwargs)
        index_model(self.model)
        return count

    @transaction.atomic
    def update(self, **kwargs):
        count = super().update(**kwargs)
        index_model(self.model)
        return count

    update.alters_data = True


class Searched(Indexed):
    """Rows of a kind that readers find."""

    def search(self, text, at=None):
        """Returns those of the public's rows that `text` finds, the best first: at most
        the first thousand."""
        search = Search(text, [source_of(self.model).kind], at=at)
        keys = [found.key for found in search.matches]
        order = "".join(f",{key}" for key in keys) + ","
        comma = Value(",", TextField())
        key = Concat(comma, Cast("pk", TextField()), comma)
        place = StrIndex(Value(order, TextField()), key)
        rows = self.filter(pk__in=keys)
        return rows.order_by(place)
