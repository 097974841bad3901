from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "coopsite.core"
    verbose_name = "Nền chung"

    def ready(self):
        from . import code_keys  # noqa: F401  # SQLite learns to make keys
