"""The numbered pager "Các trang: 1 2 3 … 26"."""

from django import template

from coopsite.core.paging import page_address

register = template.Library()


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page, anchor=""):
    """Shows the pager of `page`; its links keep the other parameters.

    `anchor` is the id of the list on the page, so that a reader who turns a page
    lands on the list again.
    """

    def address(number):
        end = f"#{anchor}" if anchor else ""
        return page_address(context["request"], number) + end

    numbers = page.paginator.get_elided_page_range(
        page.number, on_each_side=2, on_ends=1
    )
    return {
        "page": page,
        "entries": [
            {"number": n, "url": address(n), "is_current": n == page.number}
            if isinstance(n, int)
            else {"gap": True}
            for n in numbers
        ],
        "previous": address(page.number - 1) if page.has_previous() else None,
        "next": address(page.number + 1) if page.has_next() else None,
    }
