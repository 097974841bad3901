from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Tin bài"

    def ready(self):
        """Lets each version of an article count as a place of its pictures."""
        from simple_history.signals import post_create_historical_record

        from . import boundaries, search  # noqa: F401  # register its own
        from .models import Article
        from .models.uses import record_uses

        def record_version(sender, history_instance, **kwargs):
            record_uses([history_instance], "version", are_new=True)

        post_create_historical_record.connect(
            record_version,
            sender=Article.history.model,
            weak=False,
            dispatch_uid="image uses",
        )
