from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "coopsite.core"
    verbose_name = "Nền chung"

    def ready(self):
        from . import code_keys  # noqa: F401  # SQLite learns to make keys
        from .full_text import filling  # noqa: F401  # follows saves
        from .full_text.index import make_index
        from .renewal import make_triggers
        from .tasks import attempts  # noqa: F401  # follows tasks that fail

        # After the migrations of all apps, whichever app is told first.
        post_migrate.connect(make_triggers, sender=self, dispatch_uid="renewal")
        post_migrate.connect(make_index, sender=self, dispatch_uid="search")
