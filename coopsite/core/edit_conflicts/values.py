"""Values of fields: as versions compare them, and as people read them."""

import json
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.core.files.base import File
from django.db import models
from django.utils import timezone

from ..numbers import format_number
from ..vietnamese import clean_lines


def editable(model):
    return [f for f in (*model._meta.fields, *model._meta.many_to_many) if f.editable]


def read_version(sent):
    """Returns the digests sent by the form; None for what is none."""
    try:
        version = json.loads(sent or "")
    except (ValueError, RecursionError):
        return None
    return version if isinstance(version, dict) else None


def digest(value):
    text = json.dumps(plain(value), ensure_ascii=True)
    return sha256(text.encode()).hexdigest()[:12]


def plain(value):
    """Returns `value` so that the stored one and the same one typed are equal."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, (list, tuple, models.QuerySet)):
        return sorted(plain(one) for one in value)
    if isinstance(value, datetime):  # the form shows no seconds
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, File):
        return value.name or ""
    if value is None or value is False:
        return ""
    return clean_lines(str(value)).strip()


def describe_value(value, field):
    """Returns a stored or typed value as the staff would write it."""
    if isinstance(value, (list, tuple, models.QuerySet)):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if field.choices:
        value = dict(field.flatchoices).get(value, value)
    if isinstance(value, int):
        return format_number(value)
    return "" if value is None else str(value)
