"""Why an article cannot go public: one list, which decides and is shown."""

from django.utils import timezone

from coopsite.core import richtext


def cannot_publish(article, at):
    """Returns the reasons why `article` cannot go live at the moment `at`, in words; []
    when it can."""
    reasons = []
    body = richtext.clean(article.body)
    if not richtext.plain_text(body) and "<img" not in body:
        reasons.append("Bài chưa có nội dung.")
    if article.expires_at and article.expires_at <= max(at, timezone.now()):
        reasons.append("Giờ hết hạn phải sau giờ lên trang và chưa qua.")
    return reasons
