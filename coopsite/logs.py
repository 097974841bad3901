"""How a line of the log is written: for people, or as JSON for a program."""

import json
import logging
from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured

_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
_FORMATTERS = {"line": {"format": _LINE}, "json": {"()": "coopsite.logs.JsonFormatter"}}


class JsonFormatter(logging.Formatter):
    """One line of JSON for each record, whatever stands in its message."""

    def format(self, record):
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if path := getattr(getattr(record, "request", None), "path", ""):
            told["path"] = path
        if status := getattr(record, "status_code", None):
            told["status"] = status
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


class OneLine(logging.Filter):
    """Leaves out where in the code a request was refused: a foreign Host and the like
    are no error of ours, and anybody could fill the log with them."""

    def filter(self, record):
        if record.name.startswith("django.security."):
            record.exc_info = None
        return True


def logging_of(form):
    """Returns Django's LOGGING; `form` is "line" or "json"."""
    if form not in _FORMATTERS:
        raise ImproperlyConfigured(f"LOG_FORMAT={form} must be line or json.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": _FORMATTERS[form]},
        "filters": {"one_line": {"()": "coopsite.logs.OneLine"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "chosen",
                "filters": ["one_line"],
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        # Django's own loggers start at INFO. That a task began and ended well is no
        # news, nor that an address leads nowhere; a failed task is an error.
        "loggers": {
            "django": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
        },
    }
