"""An organisation in the vocabulary of schema.org, for machines that read its page."""

from coopsite.core.addresses import address_of
from coopsite.core.schema_org import breadcrumbs, graph, tidy
from coopsite.core.site_address import absolute

from ..models import Kind, OperatingStatus


def describe_organisation(profile, members):
    """Returns the JSON-LD of a `Profile`'s page; nothing private, nothing empty.

    `members` are the standings of a union's members.
    """
    organisation = profile.organisation
    own_step = (organisation.name, organisation.get_absolute_url())
    address = absolute(own_step[1])
    data = {
        "@type": "Cooperative",
        "@id": address,
        "url": address,
        "name": organisation.name,
        "legalName": organisation.name,
        "alternateName": _other_names(profile),
        "identifier": _identifiers(organisation),
        "taxID": organisation.tax_code,
        "address": _place(profile),
        "foundingDate": profile.founding and f"{profile.founding.effective_from}",
        "dissolutionDate": _end(profile),
        "telephone": organisation.phone,
        "email": organisation.email,
        "sameAs": profile.website,
        "logo": organisation.logo and absolute(organisation.logo.url),
        "memberOf": profile.current
        and profile.current.union
        and _named(profile.current.union),
        "member": [_named(standing.organisation) for standing in members],
        "disambiguatingDescription": organisation.is_demo
        and "Tổ chức hư cấu, được tạo ra để minh hoạ.",
    }
    return graph(data, breadcrumbs(_directory_step(organisation), own_step))


def _other_names(profile):
    organisation = profile.organisation
    names = [organisation.short_name, organisation.foreign_name]
    names += [name for name, _ in profile.former_names]
    return list(dict.fromkeys(filter(None, names)))


def _identifiers(organisation):
    """Returns the tax code by its scheme of org-id.guide, and the id of the
    register."""
    identifiers = [
        ("org-id", organisation.org_id),
        ("ma-ho-so", organisation.public_id),
    ]
    return [
        {"@type": "PropertyValue", "propertyID": scheme, "value": value}
        for scheme, value in identifiers
        if value
    ]


def _place(profile):
    if not profile.current:
        return None
    # A unit that is merely assumed is no address.
    is_known = profile.unit and not profile.current.unit_assumed
    area = profile.unit if is_known else profile.current.area
    place = {
        "@type": "PostalAddress",
        "streetAddress": profile.organisation.address,
        "addressLocality": area.name,
        "addressRegion": area.province,
        "addressCountry": "VN",
    }
    return tidy(place)


def _directory_step(organisation):
    if organisation.kind == Kind.COOPERATIVE:
        return "Danh bạ hợp tác xã", address_of("cooperatives:cooperatives")
    return "Danh bạ liên hiệp hợp tác xã", address_of("cooperatives:unions")


def _end(profile):
    now = profile.current
    if now and now.operating_status == OperatingStatus.DISSOLVED:
        return f"{profile.since}"
    return None


def _named(organisation):
    address = absolute(organisation.get_absolute_url())
    return {"@type": "Cooperative", "@id": address, "name": organisation.name}
