"""Mails about an article's way: sent for review, returned, published.

Off unless EMAIL_URL names a server. A mail that cannot be sent stops nothing: the desk
shows the same.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from coopsite.accounts.mail import deliver
from coopsite.core.tasks import enqueue
from coopsite.core.templatetags.vietnam import moment


def tell_editors(event):
    """Mails those who may publish, but not whoever did it."""
    editors = get_user_model().objects.with_perm(
        "news.publish_article",
        backend="django.contrib.auth.backends.ModelBackend",
        include_superusers=False,
    )
    _tell(event, editors.filter(is_active=True))


def tell_author(event):
    """Mails whoever wrote the article, unless it was they who did it."""
    if author := event.article.created_by_id:
        _tell(event, get_user_model().objects.filter(pk=author))


def _tell(event, people):
    addresses = people.exclude(email="").exclude(pk=event.by_id).values_list("email")
    addresses = [address for (address,) in addresses]
    if not addresses:
        return
    subject = f"{event.get_kind_display()}: {event.article.title}"
    text = "\n\n".join([subject, *_paragraphs(event)])
    for address in addresses:  # one mail each, so that nobody reads the others'
        enqueue(deliver, subject, text, address)


def _paragraphs(event):
    """Yields who did it and when, what was said, and where to look."""
    article, site = event.article, settings.SITE_ADDRESS
    yield f"{event.by or 'Hệ thống'}, {moment(event.at)}"
    if event.note:
        yield event.note
    yield f"Mở bài: {site}{reverse('admin:news_article_change', args=[article.pk])}"
    if article.is_public():
        yield f"Trên trang: {site}{article.get_absolute_url()}"
