"""Errors are told to a Sentry where SENTRY_DSN names one: what failed and where in the
code, and nothing of a person (Law 91/2025)."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def start_reports():
    """Lets each error of this process be told, if a server for them is named."""
    if not settings.SENTRY_DSN:
        return
    import sentry_sdk  # which who names none need not load
    from sentry_sdk.integrations.dedupe import DedupeIntegration
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration
    from sentry_sdk.utils import BadDsn

    try:
        sentry_sdk.init(
            dsn=settings.SENTRY_DSN,
            release=settings.RELEASE or None,
            default_integrations=False,
            integrations=[
                DjangoIntegration(),
                LoggingIntegration(),
                DedupeIntegration(),
            ],
            before_send=without_people,
            send_default_pii=False,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
        )
    except BadDsn as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN is no address of a project: write it as the server shows it, "
            "https://KEY@sentry.example.vn/1."
        ) from error


def without_people(event, hint):
    """Returns the event with the path alone of the request: what was searched for, who
    asked and from where stays here."""
    if asked := event.get("request"):
        event["request"] = {
            "method": asked.get("method"),
            "url": asked.get("url", "").partition("?")[0],
        }
    event.pop("user", None)
    for error in event.get("exception", {}).get("values", []):
        error["value"] = ""  # may quote what was typed
    if "logentry" in event:  # its words are ours, what they are about may not be
        event["logentry"] = {"message": event["logentry"].get("message", "")}
    return event
