"""An organisation in the vocabulary of schema.org, for machines that read its page."""

from .models import OperatingStatus


def linked_data(record, members, absolute):
    """Return the JSON-LD of a `Record` as a dict; nothing private, nothing empty.

    `members` are the standings of a union's members; `absolute` makes a full address
    of a path.
    """
    organisation = record.organisation
    address = absolute(organisation.get_absolute_url())
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": address,
        "url": address,
        "name": organisation.name,
        "legalName": organisation.name,
        "alternateName": _other_names(record),
        "identifier": _identifiers(organisation),
        "taxID": organisation.tax_code,
        "address": _place(record),
        "foundingDate": record.founding and f"{record.founding.effective_from}",
        "dissolutionDate": _end(record),
        "telephone": organisation.phone,
        "email": organisation.email,
        "sameAs": record.website,
        "logo": organisation.logo and absolute(organisation.logo.url),
        "memberOf": record.current
        and record.current.union
        and _named(record.current.union, absolute),
        "member": [_named(standing.organisation, absolute) for standing in members],
        "disambiguatingDescription": organisation.is_demo
        and "Tổ chức hư cấu, được tạo ra để minh hoạ.",
    }
    return {name: value for name, value in data.items() if value}


def _other_names(record):
    organisation = record.organisation
    names = [organisation.short_name, organisation.foreign_name]
    names += [name for name, _ in record.former_names]
    return list(dict.fromkeys(filter(None, names)))


def _identifiers(organisation):
    """The tax code by its scheme of org-id.guide, and the id of the register."""
    found = [("org-id", organisation.org_id), ("ma-ho-so", organisation.public_id)]
    return [
        {"@type": "PropertyValue", "propertyID": scheme, "value": value}
        for scheme, value in found
        if value
    ]


def _place(record):
    if not record.current:
        return None
    # A unit that is merely assumed is no address.
    is_known = record.unit and not record.current.unit_assumed
    area = record.unit if is_known else record.current.area
    place = {
        "@type": "PostalAddress",
        "streetAddress": record.organisation.address,
        "addressLocality": area.name,
        "addressRegion": area.province,
        "addressCountry": "VN",
    }
    return {name: value for name, value in place.items() if value}


def _end(record):
    now = record.current
    if now and now.operating_status == OperatingStatus.DISSOLVED:
        return f"{record.since}"
    return None


def _named(organisation, absolute):
    address = absolute(organisation.get_absolute_url())
    return {"@type": "Organization", "@id": address, "name": organisation.name}
