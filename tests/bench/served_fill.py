"""Fills the database of a served benchmark; prints name and address of its pages."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from news.lists import PAGE_SIZE  # noqa: E402
from news.models import Edition, Section  # noqa: E402
from tests.bench import fill, news  # noqa: E402


def main(articles, organisations):
    call_command("migrate", verbosity=0)
    fill.fill(organisations)
    news.fill(articles)
    last = articles // PAGE_SIZE
    pages = {
        "article": Edition.objects.order_by("pk")[articles // 2].get_absolute_url(),
        "list": "/tin-tuc/",
        "list, page 1,000": f"/tin-tuc/?trang={min(1000, last)}",
        "list, last page": f"/tin-tuc/?trang={last}",
        "section": Section.objects.first().get_absolute_url(),
        "home": "/",
        "directory": "/hop-tac-xa/",
        "directory, search": "/hop-tac-xa/?tim=dong+xanh",
        "figures": "/so-lieu/",
    }
    for name, address in pages.items():
        print(f"{name}\t{address}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
