from django.apps import AppConfig


class CooperativesConfig(AppConfig):
    name = "cooperatives"
    verbose_name = "Sổ bộ hợp tác xã"

    def ready(self):
        from . import moments, search  # noqa: F401  # register its boundary, its words
