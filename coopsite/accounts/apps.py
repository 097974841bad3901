from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "coopsite.accounts"
    label = "accounts"
    verbose_name = "Người dùng"

    def ready(self):
        from . import alerts  # noqa: F401  # says what is told by mail
        from .audit import watching  # noqa: F401  # says what of accounts is written down
        from .sign_in import signals  # noqa: F401  # says what signing in leaves behind
