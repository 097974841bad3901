"""The page that corrects the live text while a larger change waits."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from coopsite.core.autosave import mark_saved
from coopsite.core.autosave.pages import describe_form, sent_token
from coopsite.core.edit_conflicts import lock_row
from coopsite.core.refusals import SaveRefused, refusals_on
from coopsite.core.richtext import editor_policy, plain_text

from ...models import Edition
from ...models.uses import address_pictures
from ...publishing import CORRECTABLE, correct
from ..editor import ArticleEditor
from .forms import TextForm
from .kinds import offer_kinds
from .pages import ArticlePages

_REPLACED = (
    "Chưa đăng: trong lúc bạn sửa, bản khác đã lên trang. Các ô dưới đây giữ điều bạn "
    "đã gõ; hãy xem lại rồi đăng lần nữa."
)
_NOT_LIVE = (
    "Bài không có bản nào đang trên trang nên không sửa nhanh được. Hãy sửa trong bản "
    "đang soạn."
)
_PAGE = "news.article.correct"  # of what is typed here
_NO_WORDS = "(ảnh hoặc đường kẻ)"


class CorrectionForm(TextForm):
    """The words of the live edition; `instance` is that edition, which another may
    replace while somebody types."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Edition
        fields = CORRECTABLE
        widgets = {
            "lead": forms.Textarea(attrs={"rows": 3, "data-typing": True}),
            "body": ArticleEditor(),
        }

    kept_elsewhere = {
        "body": (Edition._meta.get_field("body"), lambda row: _addressed_body(row))
    }

    def __init__(self, *args, instance, **kwargs):
        initial = {"body": _addressed_body(instance), "kind": "", "note": ""}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        for name in [name for name in self.fields if self._is_about_nothing(name)]:
            del self.fields[name]
        self.live_number = instance.number

    @property
    def words(self):
        """What was typed: {column: value}."""
        return {n: self.cleaned_data[n] for n in CORRECTABLE if n in self.fields}

    @property
    def saved_address(self):
        return self.instance.get_absolute_url()

    @property
    def last_save(self):
        return str(self.saved.published_by or "không ghi tên"), self.saved.live_from

    def former_values(self, name):
        """Returns what the editions said, the newest first: one began with one."""
        editions = self.instance.article.editions.order_by("-number")
        values = editions.values_list(name, flat=True)
        return [address_pictures(one) for one in values] if name == "body" else values

    def has_cover(self):
        return self.instance.cover is not None

    def _is_about_nothing(self, name):
        return name.startswith("cover_") and not self.has_cover()

    def _is_guarded(self, name):
        is_typed_anew = name in ("kind", "note") or self._is_about_nothing(name)
        return not is_typed_anew and super()._is_guarded(name)

    def _guard(self):
        super()._guard()
        if not self.is_stopped and self.cleaned_data.get("edition") != self.live_number:
            self.is_stopped = True
            self.add_error(None, _REPLACED)


def _addressed_body(edition):
    return address_pictures(edition.body)


class QuickCorrection(ArticlePages):
    """A mixin of the articles' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(editor_policy(self.correct))
        own = path("<int:pk>/sua-nhanh/", view, name="news_article_correct")
        return [own, *super().get_urls()]

    def correct(self, request, pk):
        """Shows the live text to be corrected, and publishes what was corrected."""
        self.look_ahead(request)
        with transaction.atomic():
            article = self._article(request, pk, self._may_publish)
            is_sent = request.method == "POST"
            if is_sent:
                lock_row(article)
            live = article.editions.public().select_related("cover").first()
            shown = live or article.editions.filter(closed_at=None).first()
            if shown is None or not (live or is_sent):
                self.message_user(request, _NOT_LIVE, messages.ERROR)
                return redirect("admin:news_article_change", pk)
            form = CorrectionForm(request.POST if is_sent else None, instance=shown)
            form.editor = request.user
            if form.is_valid() and (done := self._correct(request, shown, form)):
                return self._show_done(request, article, done)
            return self._show_form(request, article, form, bool(live))

    def _correct(self, request, edition, form):
        """Returns the `Correction`; None where it was refused, which the form says."""
        try:
            with refusals_on(form):
                return correct(
                    edition=edition,
                    by=request.user,
                    words=form.words,
                    kind=form.cleaned_data["kind"] or None,
                    note=form.cleaned_data["note"],
                )
        except SaveRefused:
            return None

    def _show_form(self, request, article, form, is_live):
        status = 200
        if form.errors:
            status = 409 if form.is_stopped or not is_live else 400
        offer_kinds(form, article)
        context = self._page(request, article, "Sửa nhanh bản đang trên trang")
        context |= {
            "form": form,
            "media": self.media + form.media,
            "autosave": describe_form(request, _PAGE, article.pk, form),
            "has_change_permission": True,
        }
        page = "admin/news/correction_form.html"
        return TemplateResponse(request, page, context, status=status)

    def _show_done(self, request, article, done):
        if token := sent_token(request, _PAGE):
            mark_saved(token=token, key=article.pk)
        self.log_change(request, article, f"Sửa nhanh: bản thứ {done.edition.number}.")
        said = f"Đã đăng bản sửa (bản thứ {done.edition.number})."
        if done.ends_waiting:
            said += " Bản hẹn giờ không còn khác gì nên đã được bỏ."
        self.message_user(request, said, messages.SUCCESS)
        if not done.draft and not done.waiting:
            return redirect("admin:news_article_change", article.pk)
        context = self._page(request, article, "Đã đăng, có chỗ chưa nhận điều sửa")
        context["texts"] = [
            ("Bản đang soạn", _in_words(done.draft)),
            ("Bản hẹn giờ", _in_words(done.waiting)),
        ]
        return TemplateResponse(request, "admin/news/correction_done.html", context)


def _in_words(left_out):
    """Returns what was left out as people read it: (the column's name, what stood
    there, what it was corrected to, what stands there)."""
    rows = []
    for one in left_out:
        texts = [one.change.base, one.change.theirs, one.change.mine]
        if one.name == "body":
            texts = [plain_text(text) or (text and _NO_WORDS) for text in texts]
        rows.append((Edition._meta.get_field(one.name).verbose_name, *texts))
    return rows
