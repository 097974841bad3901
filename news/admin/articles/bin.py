"""The bin of the articles' admin: what is deleted lies there first."""

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from coopsite.core.list_filters import ChoiceFilter
from coopsite.core.templatetags.vietnam import moment

from ...drafts import BIN_DAYS, gone_on, put_in_bin, take_from_bin
from ...models import Article

_NOT_THEIRS = (
    "bạn chỉ xoá, khôi phục được bài của mình và chưa gửi duyệt. Hãy nhờ ban biên tập."
)


def own_articles(person):
    """Returns the articles of which `person` is the writer. Asked of the stored rows:
    an old version may name who it was then."""
    return Article.objects.filter(created_by=person.pk)


class BinFilter(ChoiceFilter):
    """Chooses the bin; else the list is of what is not in it."""

    title, parameter_name, is_open = "thùng rác", "thung_rac", True
    IN_BIN = "1"

    def lookups(self, request, model_admin):
        return [(self.IN_BIN, "Trong thùng rác")]

    def choices(self, changelist):
        every, *others = super().choices(changelist)
        return [every | {"display": "Bài đang có"}, *others]

    def chosen(self, queryset, value):
        return queryset.in_bin()

    def unfiltered(self, queryset):
        return queryset.outside_bin()


def _shows_bin(request):
    return request.GET.get(BinFilter.parameter_name) == BinFilter.IN_BIN


class BinPages:
    """A mixin of the articles' admin: who may delete may bring back. Those are editors,
    and of a draft that waits for no review its writer."""

    delete_confirmation_template = "admin/news/bin_confirmation.html"

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.restore))
        own = path("<int:pk>/khoi-phuc/", view, name="news_article_restore")
        return [own, *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.deleted_at is None)

    def has_delete_permission(self, request, obj=None):
        """Returns whether it may go: what the public has seen is only withdrawn."""
        is_draft = obj is None or obj.deleted_at is obj.first_published_at is None
        return is_draft and self.has_restore_permission(request, obj)

    def has_restore_permission(self, request, obj=None):
        if super().has_delete_permission(request, obj):
            return True
        rows = own_articles(request.user).exclude(stage=Article.Stage.SENT)
        is_own = obj is None or rows.filter(pk=obj.pk).exists()
        return is_own and super().has_change_permission(request, obj)

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        """Returns what can be done: from the bin nothing but bringing back."""
        actions = super().get_actions(request, action_location)
        restore = actions.pop("restore_selected", None)
        if _shows_bin(request):
            return {"restore_selected": restore} if restore else {}
        return actions

    def get_list_display(self, request):
        if _shows_bin(request):
            return ["title", "binned", "gone"]
        return super().get_list_display(request)

    @admin.display(description="vào thùng rác", ordering="deleted_at")
    def binned(self, article):
        return f"{moment(article.deleted_at)} {article.deleted_by or ''}".strip()

    @admin.display(description="xoá hẳn sau", ordering="deleted_at")
    def gone(self, article):
        return moment(gone_on(article))

    @admin.action(description="Đưa vào thùng rác", permissions=["delete"])
    def bin_selected(self, request, queryset):
        action = self._if_theirs(request, put_in_bin)
        self._each(request, queryset, action, "đã vào thùng rác")

    @admin.action(description="Khôi phục các bài đã chọn", permissions=["restore"])
    def restore_selected(self, request, queryset):
        action = self._if_theirs(request, take_from_bin)
        self._each(request, queryset, action, "đã khôi phục")

    def _if_theirs(self, request, action):
        """Returns `action`, which refuses what its person may not delete."""

        def run(*, article, by):
            if not self.has_restore_permission(request, article):
                raise ValidationError(_NOT_THEIRS)
            action(article=article, by=by)

        return run

    def restore(self, request, pk):
        """Brings one draft back."""
        article = self._article(request, pk, self.has_restore_permission)
        try:
            take_from_bin(article=article, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.log_change(request, article, "Khôi phục từ thùng rác.")
            self.message_user(request, "Đã khôi phục bài.", messages.SUCCESS)
        return redirect("admin:news_article_change", pk)

    # Nothing that belongs to it is deleted with it, so there is nothing to list.
    def get_deleted_objects(self, objs, request):
        return [], {}, set(), []

    def delete_view(self, request, object_id, extra_context=None):
        context = {
            "bin_days": BIN_DAYS,
            "list_address": reverse("admin:news_article_changelist"),
        }
        return super().delete_view(request, object_id, context | (extra_context or {}))

    def delete_model(self, request, obj):
        put_in_bin(article=obj, by=request.user)

    def response_delete(self, request, obj_display, obj_id):
        address = reverse("admin:news_article_changelist")
        said = format_html(
            "Đã đưa “{}” vào <a href=\"{}?{}={}\">thùng rác</a>.",
            obj_display, address, BinFilter.parameter_name, BinFilter.IN_BIN,
        )  # fmt: skip
        self.message_user(request, said, messages.SUCCESS)
        return redirect(address)

    def render_change_form(self, request, context, *args, **kwargs):
        article = context.get("original")
        if article is not None and article.deleted_at:
            context["gone_on"] = gone_on(article)
            context["may_restore"] = self.has_restore_permission(request, article)
        return super().render_change_form(request, context, *args, **kwargs)
