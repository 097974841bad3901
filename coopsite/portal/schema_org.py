"""The home page in the vocabulary of schema.org: whose portal it is."""

from coopsite.core.schema_org import ALLIANCE, CITY, LOGO, alliance, graph
from coopsite.core.site_address import absolute


def describe_portal():
    """Returns the JSON-LD of the home page."""
    home = absolute("/")
    organisation = alliance() | {
        "alternateName": "Liên minh HTX TP.HCM",
        "url": home,
        "logo": absolute(LOGO),
        "areaServed": CITY,
    }
    site = {
        "@type": "WebSite",
        "@id": absolute("/#cong-thong-tin"),
        "url": home,
        "name": f"Cổng thông tin {ALLIANCE}",
        "publisher": {"@id": organisation["@id"]},
        "inLanguage": "vi",
    }
    return graph(organisation, site)
