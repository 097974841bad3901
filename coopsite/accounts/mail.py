"""Sends mails apart from the answer: nobody waits for the server of mails, and the time
that an answer takes tells nothing."""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage

_LOG = logging.getLogger(__name__)
sender = ThreadPoolExecutor(1, "accounts-mail")


def sends_mail():
    """Returns whether EMAIL_URL names where mails go."""
    return "dummy" not in settings.MAILERS["default"]["BACKEND"]


def send_later(subject, paragraphs, address):
    """Sends a mail in its own time; what fails is in the log of the server."""
    subject = " ".join(subject.split())
    sender.submit(
        _send, EmailMessage(subject, "\n\n".join(paragraphs), None, [address])
    )


def _send(mail):
    try:
        mail.send()
    except Exception:
        _LOG.exception("A mail about an account could not be sent.")
