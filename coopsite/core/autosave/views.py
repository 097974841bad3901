"""What the script of a form asks: keep this, what did I type, throw it away.

Each answers only for who is signed in, of that person's own rows; who is not is led to
the sign-in page, by which the script knows that the session has ended.
"""

import json

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from .actions import discard, keep
from .models import Autosave
from .presence import describe_others
from .tokens import FormToken, read_token

# A body of half a million letters, three bytes each; Django reads no more either way.
MAX_BYTES, MAX_FIELDS = 2_400_000, 1_000


@never_cache
@require_POST
def keep_view(request):
    """Keeps {form: token, fields: {name: [value]} or null, name: what to call it}."""
    sent = _read_json(request)
    token = read_token(sent.get("form"))
    if token is None:
        raise BadRequest("Trang này mở đã lâu: hãy chép chữ ra rồi mở lại trang.")
    if token.user != request.user.pk:
        raise PermissionDenied("Trang này do người khác mở.")
    request.is_background = sent.get("fields") is None  # only tells that it is open
    name = sent.get("name")
    row = keep(
        token=token,
        fields=_check_fields(sent.get("fields")),
        name=name if _is_text(name) else "",
    )
    others = describe_others(token, row.opened_at)
    return JsonResponse({"is_saved": row.saved_at is not None, "others": others})


@never_cache
@require_GET
def session_view(request):
    """Returns the token against forged requests, new after each sign-in, and for
    whom."""
    return JsonResponse({"csrf": get_token(request), "user": request.user.pk})


@never_cache
@require_GET
def read_view(request, token_id):
    """Returns what one typed into a form, to be put there again."""
    row = get_object_or_404(Autosave.objects.unsaved(request.user), pk=token_id)
    token = FormToken(row.pk, row.page, row.key, row.user_id)
    return JsonResponse({"form": token.signed, "fields": row.fields})


@require_POST
def discard_view(request, token_id):
    """Throws it away; that it is gone already is as good."""
    discard(token_id=token_id, user=request.user)
    return JsonResponse({})


def _read_json(request):
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        raise BadRequest("Chữ trên trang dài quá: không tự lưu được.")
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadRequest("Không đọc được điều gửi lên.") from None
    if not isinstance(sent, dict):
        raise BadRequest("Không đọc được điều gửi lên.")
    return sent


def _check_fields(fields):
    """Returns {name: [text]}, or None; BadRequest for anything else, or for letters
    that no database keeps."""
    if fields is None:
        return None
    is_right = isinstance(fields, dict) and len(fields) <= MAX_FIELDS
    values = fields.values() if is_right else [None]
    if not all(isinstance(one, list) and all(map(_is_text, one)) for one in values):
        raise BadRequest("Không đọc được điều gửi lên.")
    if not all(map(_is_text, fields)):
        raise BadRequest("Không đọc được điều gửi lên.")
    return fields


def _is_text(value):
    if not isinstance(value, str) or "\x00" in value:
        return False
    return not any("\ud800" <= char <= "\udfff" for char in value)
