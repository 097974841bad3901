from django.apps import AppConfig


class OldSiteConfig(AppConfig):
    name = "news.old_site"
    label = "old_site"
    verbose_name = "Trang cũ"
