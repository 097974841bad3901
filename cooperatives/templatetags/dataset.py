"""A page of figures in the vocabulary of schema.org: which data, of when, as files."""

from django import template

from coopsite.core import schema_org
from coopsite.core.addresses import PAGE, address_of, address_with
from coopsite.core.responses import TYPES
from coopsite.core.richtext import linked_data_block
from coopsite.core.site_address import absolute
from coopsite.core.templatetags.page_head import as_description, canonical

register = template.Library()

FIGURES = "Số liệu hợp tác xã"


@register.simple_tag(takes_context=True)
def dataset(context, first, last=None):
    """Tells machines that the page has the figures of a day, or from one to another;
    its words are those of its head."""
    path, title = context["request"].path, context["page_title"]
    covered = f"{first:%Y-%m-%d}/{last:%Y-%m-%d}" if last else f"{first:%Y-%m-%d}"
    data = {
        "@type": "Dataset",
        "name": title,
        "description": as_description(context["page_description"]),
        "url": canonical(context),
        "temporalCoverage": covered,
        "spatialCoverage": schema_org.CITY,
        "creator": schema_org.alliance(),
        "distribution": _files(context["request"]),
    }
    figures = address_of("cooperatives:figures")
    way = path != figures and schema_org.breadcrumbs((FIGURES, figures), (title, path))
    return linked_data_block(schema_org.graph(data, way))


def _files(request):
    query = request.GET.copy()
    query.pop(PAGE, None)
    file = f"{request.path}tai-ve."
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": ending.upper(),
            "contentUrl": absolute(address_with(file + ending, query)),
        }
        for ending in TYPES
    ]
