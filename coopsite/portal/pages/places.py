"""Where a page stands in the tree: what is refused, and what follows from a move."""

from django.core.exceptions import ValidationError

from .addresses import check_address
from .models import FormerPageAddress, Page
from .models.pages import MAX_DEPTH

_BELOW_ITSELF = "Trang không thể đứng dưới chính nó hoặc dưới trang con của nó."
_BELOW_A_DRAFT = (
    "Trang đang trên cổng không thể đứng dưới trang chưa đăng: hãy đăng trang cấp trên "
    "trước."
)
_TOO_DEEP = f"Cây trang có nhiều nhất {MAX_DEPTH} cấp: hãy chọn trang cấp trên khác."
_NO_TRANSLATION = "Chỉ trang tiếng Anh là bản dịch của một trang tiếng Việt."
_ROLE_TAKEN = "Trang “{}” đã nhận vai trò này: hãy sửa trang ấy trước."


def check_place(page):
    """ValidationError, at its field, where `page` cannot stand where it is to stand, or
    be what it is to be."""
    page.prepare()
    _check_parent(page)
    check_address(page)
    _check_role(page)
    original = page.translation_of
    is_wrong = original and (page.lang == "vi" or original.lang != "vi")
    if is_wrong or (original and original.pk == page.pk):
        raise ValidationError({"translation_of": _NO_TRANSLATION})


def _check_parent(page):
    above = _ancestors(page)
    if page.pk and any(one.pk == page.pk for one in above):
        raise ValidationError({"parent": _BELOW_ITSELF})
    if page.parent and page.pk and page.is_public() and not page.parent.is_public():
        raise ValidationError({"parent": _BELOW_A_DRAFT})
    if len(above) + 1 + _height_below(page) > MAX_DEPTH:
        raise ValidationError({"parent": _TOO_DEEP})


def _ancestors(page):
    """Returns the pages above `page`, the nearest first; of a circle each once."""
    above, one = [], page.parent
    while one is not None and one.pk not in {page.pk, *(seen.pk for seen in above)}:
        above.append(one)
        one = one.parent
    return [*above, one] if one is not None else above


def _height_below(page):
    """Returns how many levels of pages stand below a stored page."""
    height, level = 0, [page.pk] if page.pk else []
    while level and height <= MAX_DEPTH:
        pages = Page.objects.filter(parent__in=level)
        level = list(pages.values_list("pk", flat=True))
        height += bool(level)
    return height


def _check_role(page):
    same = Page.objects.exclude(pk=page.pk).filter(role=page.role, lang=page.lang)
    if page.role and (other := same.first()):
        raise ValidationError({"role": _ROLE_TAKEN.format(other)})


def keep_former(page, old):
    """Lets the address `old` of a page that was public lead to its present one."""
    if page.was_public() and old != page.path:
        FormerPageAddress.objects.update_or_create(path=old, defaults={"page": page})
    FormerPageAddress.objects.filter(page=page, path=page.path).delete()


def move_below(page):
    """Gives the pages below `page`, which has moved, their new addresses."""
    for child in Page.objects.filter(parent=page.pk).order_by("pk"):
        old, child.path = child.path, f"{page.path}/{child.slug}"
        if old != child.path:
            check_address(child)
            Page.objects.filter(pk=child.pk).update(path=child.path)
            keep_former(child, old)
            move_below(child)
