"""What a file says about itself: of which day, as known when, in which territory."""

from django.utils import timezone

from .models import Organisation

SOURCE = "Cơ sở dữ liệu hợp tác xã của Liên minh Hợp tác xã Thành phố Hồ Chí Minh"
NAMES = "Tên hiện nay của tổ chức, lĩnh vực và địa bàn"


def file_name(start, form):
    """Returns "hop-tac-xa-2023-12-31", and the day whose knowledge counts, if asked."""
    return known_name(f"{start}-{form.day}", form)


def known_name(start, form):
    """Returns `start`, and the day whose knowledge counts, if asked."""
    known_on = form.cleaned_data["biet_den"]
    return start + (f"-biet-den-{known_on}" if known_on else "")


def day_notes(form):
    """Returns the day and the ground that the valid `DayForm` asks for."""
    return [("Tính đến ngày", form.day), *ground_notes(form)]


def ground_notes(form):
    """Returns the knowledge and the territory that the valid `KnownAtForm` asks for,
    and when it was read."""
    known_on = form.cleaned_data["biet_den"]
    known = f"hết ngày {known_on:%d/%m/%Y}" if known_on else "lúc lập tệp"
    if form.known_is_open:
        known += ", còn có thể thay đổi"
    return [
        ("Số đã ghi nhận đến", known),
        ("Lập tệp lúc", timezone.now()),
        *territory_notes(form),
    ]


def territory_notes(form):
    """Returns the territory, where a day before the merger of the provinces is
    counted."""
    if not form.counts_the_past:
        return []
    if form.is_todays:
        territory = "hiện nay, gồm cả Bình Dương và Bà Rịa – Vũng Tàu trước 01/07/2025"
    else:
        territory = "Thành phố Hồ Chí Minh của ngày ấy (nhỏ hơn trước 01/07/2025)"
    return [("Địa giới", territory)]


def name_notes(form):
    """Returns the note that names are today's, where the list is of a past day."""
    is_past = form.earliest_day < timezone.localdate() or form.known_at
    return [("Tên gọi", NAMES)] if is_past else []


def source_notes(address):
    return [("Nguồn", SOURCE), ("Địa chỉ", address)]


def demo_notes(warning):
    """Returns the warning where demonstration data is loaded."""
    is_demo = Organisation.objects.filter(is_demo=True).exists()
    return [("Lưu ý", f"Có dữ liệu minh hoạ. {warning}")] if is_demo else []
