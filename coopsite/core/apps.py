from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "coopsite.core"
    verbose_name = "Nền chung"
