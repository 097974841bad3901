"""Codes and numbers of papers as they are compared: "12/ĐK-HTX", "12 đk htx" and
"12 DK HTX" are one, in Python and in both databases."""

import re
import unicodedata

from django.db.backends.signals import connection_created
from django.db.models import Func, TextField
from django.dispatch import receiver

from .vietnamese import fold

_NO_SIGN = re.compile("[^a-z0-9]+")


def key_of_code(text):
    """Returns the letters and digits of `text`, without marks, in lower case."""
    return _NO_SIGN.sub("", fold(unicodedata.normalize("NFKC", text)))


class CodeKey(Func):
    """The key of a column's code; for tables whose rows are never edited, so that they
    can keep none that follows the rules."""

    function = "coopsite_code_key"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = (
            "regexp_replace(lower(translate(normalize(%(expressions)s, NFKD), "
            "'đĐ', 'dd')), '[^a-z0-9]', '', 'g')"
        )
        return self.as_sql(compiler, connection, template=template, **context)


@receiver(connection_created)
def _teach_sqlite(connection, **kwargs):
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            CodeKey.function, 1, key_of_code, deterministic=True
        )
