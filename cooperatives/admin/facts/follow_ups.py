"""What a keeper is asked after a fact was recorded, with the doors that answer it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from ...models import Designation, Standing, StandingEntry, Survey
from .change_form import box

_MOVED = (
    "Địa bàn đã đổi. Trụ sở và cơ quan đăng ký có đổi theo không? "
    '<a href="{}">Ghi trụ sở mới</a> · <a href="{}">Ghi cơ quan đăng ký mới</a>'
)
_WILL_MOVE = "Địa bàn sẽ đổi từ {}. Đến ngày ấy, hãy ghi trụ sở và cơ quan đăng ký mới."
_SURVEYED = (
    "Khảo sát cho biết tổ chức vẫn như đã ghi? "
    '<a href="{}">Xác nhận tình trạng hoạt động vào ngày này</a>'
)


def describe_what_follows(request, organisation, fact):
    """Returns the question that a recorded fact raises, as HTML; "" for none."""
    may = request.user.has_perm
    is_move = isinstance(fact, StandingEntry) and _is_move(fact)
    if is_move and may("cooperatives.add_designation"):
        return _ask_about_move(organisation, fact.effective_from)
    if isinstance(fact, Survey) and may("cooperatives.add_standing"):
        params = {box("operating_status"): "on"}
        address = _get_address(organisation, "standing", fact.effective_from, params)
        return format_html(_SURVEYED, address)
    return ""


def _is_move(entry):
    """Returns whether the organisation stood in another place the day before."""
    if not entry.states_place:
        return False
    earlier = Standing.objects.known().filter(
        organisation=entry.organisation_id, effective_from__lt=entry.effective_from
    )
    before = earlier.order_by("-effective_from").first()
    return before is not None and before.area_id != entry.area_id


def _ask_about_move(organisation, day):
    if day > timezone.localdate():
        return format_html(_WILL_MOVE, f"{day:%d/%m/%Y}")
    what = Designation.What
    return format_html(
        _MOVED,
        _get_address(organisation, "designation", day, {"what": what.ADDRESS.value}),
        _get_address(organisation, "designation", day, {"what": what.AUTHORITY.value}),
    )


def _get_address(organisation, fact_type, day, params):
    kind = organisation.in_its_kind._meta.model_name
    address = reverse(
        f"admin:cooperatives_{kind}_{fact_type}_add", args=[organisation.pk]
    )
    return f"{address}?{urlencode(params | {'effective_from': f'{day:%d/%m/%Y}'})}"
