"""What the frame around every page needs; nothing is asked until a template does."""

from functools import cache

from django.conf import settings

from cooperatives.models import Organisation
from news.models import Section


def site(request):
    """Gives the menu's sections and whether demonstration data is loaded.

    The latter is asked once a page, however often the templates say it.
    """
    return {
        "site_address": settings.SITE_ADDRESS,
        "menu_sections": Section.objects.all(),
        "has_demo_data": cache(_has_demo_data),
    }


def _has_demo_data():
    return Organisation.objects.filter(is_demo=True).exists()
