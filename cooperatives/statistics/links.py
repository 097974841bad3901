"""Leads from a number to the list of the organisations behind it."""

from urllib.parse import urlencode

from coopsite.core.addresses import address_of

from ..forms import AREA_ADDRESS
from ..models import Area, Kind, Sector

_DIRECTORIES = {Kind.COOPERATIVE: "cooperatives", Kind.UNION: "unions"}


def directory(day, kind=Kind.COOPERATIVE, **chosen):
    """Returns the address of the directory's list of `day` with the filters `chosen`;
    empty ones are left out."""
    return page(_DIRECTORIES[kind], ngay=day, **chosen)


def get_flow_list_address(first_day, last_day, **chosen):
    """Returns the address of the list of what changed from `first_day` to
    `last_day`."""
    return page("flow-list", tu=first_day, den=last_day, **chosen)


def page(name, **params):
    """Returns the address of a page of the register that asks for what is not empty."""
    query = {field: written(value) for field, value in params.items() if value}
    address = address_of(f"cooperatives:{name}")
    return f"{address}?{urlencode(query)}" if query else address


def written(value):
    """Returns a value as addresses have it: a day as 31/12/2023, an area and a sector
    by what names them there, anything else as it is."""
    if isinstance(value, Area):
        return getattr(value, AREA_ADDRESS)
    if isinstance(value, Sector):
        return value.code
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else value
