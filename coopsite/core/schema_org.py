"""The vocabulary of schema.org: what all descriptions for machines have in common."""

from .site_address import absolute

ALLIANCE = "Liên minh Hợp tác xã Thành phố Hồ Chí Minh"
CITY = {"@type": "AdministrativeArea", "name": "Thành phố Hồ Chí Minh"}
LOGO = "/icon-512.png"
INVENTED = "Nội dung hư cấu, được tạo ra để minh hoạ."


def graph(*things):
    """Returns the JSON-LD of a page that tells of `things`, without what is empty."""
    told = [tidy(thing) for thing in things if thing]
    return {"@context": "https://schema.org", "@graph": told}


def tidy(thing):
    """Returns a description without what is not known."""
    return {name: value for name, value in thing.items() if value}


def alliance():
    """Returns who stands behind the portal, as other descriptions name it."""
    return {"@type": "Organization", "@id": absolute("/#lien-minh"), "name": ALLIANCE}


def breadcrumbs(*steps):
    """Returns the way from the home page to a page: the name and the path of each page
    on it, the page itself the last."""
    steps = [("Trang chủ", "/"), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": name,
                "item": absolute(path),
            }
            for place, (name, path) in enumerate(steps, 1)
        ],
    }
