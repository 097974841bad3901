from django.apps import AppConfig


class CooperativesConfig(AppConfig):
    name = "cooperatives"
    verbose_name = "Sổ bộ hợp tác xã"

    def ready(self):
        from . import moments  # noqa: F401  # registers the boundary of its pages
