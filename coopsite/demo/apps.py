from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "coopsite.demo"
    label = "demo"
    verbose_name = "Dữ liệu minh hoạ"
