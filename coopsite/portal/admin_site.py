"""The staff's workplace: Django's admin with our name, order and first page."""

from django.contrib.admin import AdminSite
from django.urls import path, reverse
from django.utils import timezone

from cooperatives.models import Kind
from cooperatives.statistics import counts
from coopsite.accounts import saved_views
from coopsite.core.autocomplete import FoundRows
from coopsite.core.autosave.urls import autosave_urls
from news.desk import queues

from . import handbook
from .backups import describe_missing_backup
from .links.lists import list_broken
from .tasks.lists import list_failed

# The menu in the order of the day's work, not of the alphabet.
_APPS = ["news", "portal", "cooperatives", "accounts", "auth", "old_site"]
_MODELS = [
    "Article",
    "VideoClip",
    "Image",
    "Section",
    "Page",
    "Notice",
    "SiteDetails",
    "BrokenLink",
    "BackgroundTask",
    "Cooperative",
    "Union",
    "StandingEntry",
    "ScanDownload",
    "Sector",
    "Area",
    "SizeLimit",
]
_DOORS = [
    ("news.add_article", "admin:news_article_add", "Viết bài mới"),
    ("news.view_article", "admin:news_article_calendar", "Lịch đăng bài"),
    ("news.add_videoclip", "admin:news_videoclip_add", "Đăng video clip"),
    ("portal.add_notice", "admin:portal_notice_add", "Đăng thông báo"),
    ("cooperatives.add_cooperative", "admin:cooperatives_cooperative_add", "Thêm HTX"),
    ("cooperatives.view_cooperative", "admin:cooperatives_cooperative_changelist",
     "Tìm hồ sơ HTX"),
]  # fmt: skip


class PortalAdminSite(AdminSite):
    site_header = "Liên minh HTX TP.HCM"
    site_title = "Liên minh HTX TP.HCM"
    index_title = "Bàn làm việc"

    # The forms are imported late: they need the models, which are not there yet.

    @property
    def login_form(self):
        from coopsite.accounts.sign_in.forms import SignInForm

        return SignInForm

    @property
    def password_change_form(self):
        from coopsite.accounts.sign_in.forms import OwnPasswordForm

        return OwnPasswordForm

    def login(self, request, extra_context=None):
        """Shows Django's page, and answers what it sends in the two steps of ours."""
        if request.method != "POST":
            return super().login(request, extra_context)
        from coopsite.accounts.sign_in.views import SignInView

        context = self.each_context(request) | {"title": "Đăng nhập"}
        context |= {"app_path": request.get_full_path(), **(extra_context or {})}
        request.current_app = self.name
        view = SignInView.as_view(
            authentication_form=self.login_form,
            template_name="admin/login.html",
            extra_context=context,
        )
        return view(request)

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for model in (model for app in apps for model in app["models"]):
            self._lead_to_kept_address(model)
        for app in apps:
            app["models"].sort(key=lambda model: _place(_MODELS, model["object_name"]))
        return sorted(apps, key=lambda app: _place(_APPS, app["app_label"]))

    def autocomplete_view(self, request):
        return FoundRows.as_view(admin_site=self)(request)

    def _lead_to_kept_address(self, model):
        """Lets the menu name the address that a list has had all along."""
        address = getattr(self._registry[model["model"]], "address", None)
        if address and model["admin_url"]:
            label = model["model"]._meta.app_label
            model["admin_url"] = reverse(f"admin:{label}_{address}_changelist")

    def get_urls(self):
        kept = [
            address
            for model_admin in self._registry.values()
            if hasattr(model_admin, "address")
            for address in self._get_kept_urls(model_admin)
        ]
        own = saved_views.urls(self.admin_view) + autosave_urls(self.admin_view)
        own += handbook.urls(self) + self._get_account_urls()
        return own + kept + self._get_stock_urls()

    def _get_account_urls(self):
        from coopsite.accounts import own_account

        return own_account.account_urls(self.admin_view)

    def _get_stock_urls(self):
        """Returns Django's addresses without its redirect by content type and key: it
        asks for no permission and so tells any staff which rows there are."""
        stock = super().get_urls()
        return [a for a in stock if getattr(a, "name", None) != "view_on_site"]

    def _get_kept_urls(self, model_admin):
        """Returns the addresses of the list and of a row's page, as they were when the
        model had another name."""
        where = f"{model_admin.opts.app_label}/{model_admin.address}"
        name = where.replace("/", "_")
        listing = self.admin_view(model_admin.changelist_view)
        page = self.admin_view(model_admin.change_view)
        file = self.admin_view(model_admin.download_list)
        return [
            path(f"{where}/tai-ve.<ending:ending>", file, name=f"{name}_file"),
            path(f"{where}/", listing, name=f"{name}_changelist"),
            path(f"{where}/<path:object_id>/change/", page, name=f"{name}_change"),
        ]

    def index(self, request, extra_context=None):
        context = {"desk": _desk(request.user), **(extra_context or {})}
        return super().index(request, context)


def _place(order, name):
    return order.index(name) if name in order else len(order)


def _desk(user):
    """Returns what waits for this person: doors to the day's work, drafts, the
    register, a backup that is missing."""
    desk = {
        "doors": [
            {"url": reverse(name), "label": label}
            for permission, name, label in _DOORS
            if user.has_perm(permission)
        ],
        "queues": [],
        "broken_links": list_broken(user),
        "failed_tasks": list_failed(user),
        "tally": None,
        "missing_backup": user.is_superuser and describe_missing_backup(),
    }
    if user.has_perm("news.view_article"):
        desk["queues"] = queues(user)
    if user.has_perm("cooperatives.view_cooperative"):
        desk["tally"] = _tally()
    return desk


def _tally():
    by_kind = counts.by_kind(timezone.localdate())
    return {"htx": by_kind[Kind.COOPERATIVE], "union": by_kind[Kind.UNION]}
