"""The lists behind the numbers of public pages."""

from django.http import QueryDict

from cooperatives.directory.forms import DirectoryForm
from cooperatives.directory.queries import list_organisations
from cooperatives.models import Kind
from cooperatives.statistics import flows
from cooperatives.statistics.forms.flows import FlowListForm

CHANGES = "/so-lieu/bien-dong/danh-sach/"
KINDS = {"/hop-tac-xa/": Kind.COOPERATIVE, "/lien-hiep/": Kind.UNION}


def rows_at(address):
    """Return the rows that the list at `address` has, without drawing its page."""
    path, _, query = address.partition("?")
    form = (FlowListForm if path == CHANGES else DirectoryForm)(QueryDict(query))
    if not form.is_valid():
        raise ValueError(f"{address}: {form.errors}")
    if path == CHANGES:
        return flows.listed(form.question, form.cleaned_data["loai"])
    return list_organisations(KINDS[path], form)


def numbers_in(page):
    """Return [(the address of a list, the number that leads to it)] of a page."""
    return [
        (attributes["href"], int(words))
        for _, attributes, words in page.all("a")
        if attributes["href"].partition("?")[0] in (CHANGES, *KINDS)
        and words.strip().isdigit()
    ]


def lengths(client, numbers):
    """Return such a list, with how many rows the lists have; of the last one its page
    says so, too."""
    found = {address: rows_at(address).count() for address, _ in numbers}
    shown = client.get(numbers[-1][0]).context["page"].paginator.count
    if shown != found[numbers[-1][0]]:
        raise ValueError(f"{numbers[-1]}: its page says {shown}")
    return [(address, found[address]) for address, _ in numbers]
