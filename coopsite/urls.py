"""Where each address leads."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from coopsite.core.media import serve_media
from news.views import clip_file

urlpatterns = [
    path("", include("coopsite.accounts.recovery.views")),
    path(settings.DESK_ADDRESS[1:], admin.site.urls),
    path(f"{settings.CLIPS_ADDRESS[1:]}<path:name>", clip_file, name="clip-file"),
    path("media/<path:path>", serve_media, name="media"),
    path("", include("news.urls")),
    path("", include("cooperatives.urls")),
    path("", include("coopsite.portal.urls")),
]

handler400 = "coopsite.portal.errors.bad_request"
handler403 = "coopsite.portal.errors.forbidden"
handler404 = "coopsite.portal.errors.not_found"
handler500 = "coopsite.portal.errors.server_error"
