"""What the desk's first page tells of links."""

SHOWN = 6


def list_broken(user):
    """Returns the links found broken last; to who reads articles at the desk."""
    from .models import BrokenLink  # the site is made before there are models

    if not user.has_perm("news.view_article"):
        return []
    return BrokenLink.objects.select_related("article", "page")[:SHOWN]
