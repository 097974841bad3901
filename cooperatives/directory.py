"""Which organisations a reader's filters leave."""

from datetime import date

from .models import Area, Standing
from .models.organisations import matching


def listed(kind, form):
    """Return the standings of `kind` that the valid `DirectoryForm` asks for, by name.

    One row an organisation: how it stood on the form's day.
    """
    asked = form.cleaned_data
    rows = Standing.objects.on(form.day, form.known_at).filter(kind=kind)
    rows = _with_status(rows, asked["tinh_trang"])
    if asked["thanh_lap"]:
        founded = _foundings(asked["thanh_lap"], asked["linh_vuc"], form.known_at)
        rows = rows.filter(organisation__in=founded.values("organisation"))
    elif asked["linh_vuc"]:
        rows = rows.filter(sector=asked["linh_vuc"])
    if asked["dia_ban"]:
        rows = rows.filter(area__in=Area.objects.within(asked["dia_ban"]))
    if asked["tim"]:
        rows = rows.filter(matching(asked["tim"], "organisation__"))
    return rows.select_related("organisation", "sector", "area").by_name()


def _with_status(rows, status):
    if not status:
        return rows.existing()
    return rows if status == "tat-ca" else rows.filter(operating_status=status)


def _foundings(year, sector, known_at):
    """The foundings of that year; `sector` is then the one founded in, as counted."""
    founded = Standing.objects.foundings(known_at).filter(
        effective_from__range=(date(year, 1, 1), date(year, 12, 31))
    )
    return founded.filter(sector=sector) if sector else founded
