"""What the frame around every page needs; nothing is asked until a template does."""

from functools import cache

from django.conf import settings

from cooperatives.models import Organisation
from coopsite.core.content_version import NEWS, REGISTER
from coopsite.core.page_cache import on_every_page
from coopsite.core.remembered import remembered
from news.models import Section

from .footer import get_footer


def site(request):
    """Gives the menu's sections and whether demonstration data is loaded.

    The latter is asked once a page, however often the templates say it.
    """
    return {
        "site_address": settings.SITE_ADDRESS,
        "menu_sections": _menu,
        "has_demo_data": cache(_has_demo_data),
        "footer": cache(get_footer),
    }


@on_every_page
@remembered(NEWS)
def _menu():
    """Returns the name and the address of each section."""
    return [(row.name, row.get_absolute_url()) for row in Section.objects.all()]


@on_every_page
@remembered(REGISTER)
def _has_demo_data():
    return Organisation.objects.filter(is_demo=True).exists()
