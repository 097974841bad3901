from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "coopsite.accounts"
    label = "accounts"
    verbose_name = "Người dùng"
