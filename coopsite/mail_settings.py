"""Reads the address of the mail server, once, for the settings."""

from django.core.exceptions import ImproperlyConfigured

# Seconds; a server that does not answer keeps nobody waiting for long.
TIMEOUT = 10
_OPTIONS = {
    "host": "EMAIL_HOST",
    "port": "EMAIL_PORT",
    "username": "EMAIL_HOST_USER",
    "password": "EMAIL_HOST_PASSWORD",
    "use_tls": "EMAIL_USE_TLS",
    "use_ssl": "EMAIL_USE_SSL",
}


def mailer_of(parts):
    """Returns Django's configuration of a mailer, of what an EMAIL_URL was read as.

    "dummy:" sends nothing, "console:" writes to the terminal, "smtp://" and "smtps://"
    name a server. ImproperlyConfigured for anything else.
    """
    backend = parts["EMAIL_BACKEND"]
    kind = backend.removeprefix("django.core.mail.backends.").partition(".")[0]
    if kind in ("dummy", "console"):
        return {"BACKEND": backend}
    if kind != "smtp" or not parts["EMAIL_HOST"]:
        raise ImproperlyConfigured(
            "EMAIL_URL must be smtp://user:password@host:587/?tls=True, smtps://…, "
            "console: or dummy:."
        )
    options = {name: parts[key] for name, key in _OPTIONS.items() if parts[key]}
    return {"BACKEND": backend, "OPTIONS": options | {"timeout": TIMEOUT}}
