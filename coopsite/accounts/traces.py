"""What a person did, wherever it is written down: whoever left a trace stays."""

from .models import DeskSession, SavedView, User

# What goes with an account, since it is no work.
_OWN = (DeskSession, SavedView)


def find_traces(person):
    """Returns the names of the tables in which somebody's work names them: the log,
    versions, facts, articles. Their own filters and groups are no work."""
    return sorted(
        {
            str(relation.related_model._meta.verbose_name_plural)
            for relation in User._meta.get_fields(include_hidden=True)
            if relation.one_to_many
            and relation.related_model not in _OWN
            and not relation.related_model._meta.auto_created
            and _names(relation, person)
        }
    )


def _names(relation, person):
    rows = relation.related_model._base_manager
    return rows.filter(**{relation.field.name: person}).exists()
