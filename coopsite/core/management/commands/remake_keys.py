"""Makes the stored words and sort keys of rows anew where older rules made them."""

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from coopsite.core import content_version
from coopsite.core.content_version import ContentVersion
from coopsite.core.full_text.filling import catch_up, index_model
from coopsite.core.match_text import CURRENT, MatchText
from coopsite.core.numbers import format_number

BATCH = 500
PROGRESS = 5_000


class Command(BaseCommand):
    help = (
        "Lập lại từ khoá tìm kiếm và khoá sắp xếp theo quy tắc của bản phần mềm này. "
        "Chạy lại không hại gì; dừng giữa chừng thì lần sau làm tiếp."
    )

    def handle(self, *args, **options):
        remade = sum(_remake(model) for model in _models_with_words())
        if remade:
            _forget_remembered_pages()
            self.stdout.write(f"Đã lập lại khoá của {format_number(remade)} dòng.")
        if indexed := catch_up(self._tell_progress):
            self.stdout.write(
                f"Đã lập chỉ mục tìm kiếm của {format_number(indexed)} mục."
            )

    def _tell_progress(self, done):
        if done % PROGRESS == 0:
            self.stdout.write(f"Chỉ mục tìm kiếm: đã xong {format_number(done)} mục …")


def _models_with_words():
    for model in apps.get_models():
        kept = any(isinstance(field, MatchText) for field in model._meta.local_fields)
        if kept and not model._meta.proxy:
            yield model


def _remake(model):
    """Returns how many rows were made anew; `KEYS` names what a model keeps besides."""
    remade, fields = 0, ["match_text", *getattr(model, "KEYS", ())]
    old = model._base_manager.exclude(match_text__startswith=CURRENT).order_by("pk")
    while True:
        with transaction.atomic():
            rows = list(old.select_for_update()[:BATCH])
            for row in rows:
                if fields[1:]:
                    row.fill_keys()
                model._meta.get_field("match_text").pre_save(row, False)
            model._base_manager.bulk_update(rows, fields)
        if not rows:
            index_model(model)
            return remade
        remade += len(rows)


@transaction.atomic
def _forget_remembered_pages():
    """Lets what was remembered in the old order of names be worked out again."""
    for domain in ContentVersion.objects.values_list("pk", flat=True):
        content_version.advance(domain)
