"""Sends mails: `deliver` as a task, `send_later` in a thread of this process.

The second is for mails that are a secret: the link of a recovery stands in no table and
no backup, and the time that an answer takes tells nothing.
"""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.tasks import task

from coopsite.core.tasks import FIRST

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


@task(priority=FIRST)
def deliver(subject, text, address):
    """Sends a mail to one address; raises where that fails, to be tried again."""
    send_mail(" ".join(subject.split()), text, None, [address])
