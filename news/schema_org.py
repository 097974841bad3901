"""Articles and clips in the vocabulary of schema.org, for machines that read pages."""

from django.templatetags.static import static

from coopsite.core.addresses import address_of
from coopsite.core.moments import iso_moment
from coopsite.core.schema_org import INVENTED, alliance, breadcrumbs, graph, tidy
from coopsite.core.site_address import absolute

from .models import Edition

# The picture of what has none.
NO_PICTURE = "img/card.png"


def describe_article(edition, changes):
    """Returns the JSON-LD of an article's page; `changes` are told above its text."""
    section, path = edition.section, edition.get_absolute_url()
    steps = (list_step(), section_step(section), (edition.title, path))
    return graph(_article(edition, changes, absolute(path)), breadcrumbs(*steps))


def _article(edition, changes, address):
    return {
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "headline": edition.title,
        "description": edition.summary,
        "datePublished": iso_moment(edition.first_published_at),
        "dateModified": iso_moment(edition.live_from),
        "author": _author(edition),
        "publisher": alliance(),
        "sourceOrganization": edition.source
        and {"@type": "Organization", "name": edition.source},
        "image": edition.cover and _picture(edition),
        "articleSection": edition.section.name,
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": change.note,
                "datePublished": iso_moment(change.live_from),
            }
            for change in changes
            if change.kind == Edition.Kind.CORRECTION
        ],
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "disambiguatingDescription": edition.is_demo and INVENTED,
    }


def _author(edition):
    """Returns who signed; the Alliance where nobody did."""
    if not edition.byline:
        return alliance()
    return {"@type": "Person", "name": edition.byline}


def _picture(edition):
    card = edition.cover.card
    return tidy(
        {
            "@type": "ImageObject",
            "url": absolute(card.url),
            "width": f"{card.width} px",
            "height": f"{card.height} px",
            "caption": edition.cover_caption or edition.cover_alt,
            "creditText": edition.cover_credit,
        }
    )


def describe_clip(clip):
    """Returns the JSON-LD of a clip's page."""
    address = absolute(clip.get_absolute_url())
    video = {
        "@type": "VideoObject",
        "@id": address,
        "url": address,
        "name": clip.title,
        "description": clip.description or clip.title,
        "thumbnailUrl": absolute(get_picture_path(clip.poster)),
        "uploadDate": clip.published_at.isoformat(timespec="seconds"),
        "duration": clip.duration and f"PT{clip.duration}S",
        "contentUrl": clip.file and absolute(clip.file.url),
        "encodingFormat": clip.file and clip.media_type,
        "embedUrl": clip.embed_url if clip.youtube else None,
        "caption": clip.captions
        and {
            "@type": "MediaObject",
            "contentUrl": absolute(clip.captions.url),
            "encodingFormat": "text/vtt",
            "inLanguage": "vi",
        },
        "publisher": alliance(),
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "disambiguatingDescription": clip.is_demo and INVENTED,
    }
    steps = (("Video", address_of("news:clips")), (clip.title, clip.get_absolute_url()))
    return graph(video, breadcrumbs(*steps))


def get_picture_path(image):
    """Returns the path of the card of a picture, or of what stands for none."""
    return image.card.url if image else static(NO_PICTURE)


def list_step():
    return "Tin tức", address_of("news:articles")


def section_step(section):
    return section.name, section.get_absolute_url()
