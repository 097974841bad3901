"""Loading and removing the demonstration data, and counting what is there."""

import io

from django.apps import apps
from django.core.management import call_command

from coopsite.accounts.audit.models import AuditEvent
from coopsite.core.content_version import ContentVersion


def run(*arguments):
    """Run the command and return what it printed."""
    out = io.StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def row_counts():
    """Return how many rows each table has, versions included; the register's last
    moment and the security log stay for ever."""
    stay = {ContentVersion, AuditEvent}
    models = set(apps.get_models(include_auto_created=True)) - stay
    return {model._meta.label: model._base_manager.count() for model in models}


def files(folder):
    """Return the paths of all files in `folder`."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
