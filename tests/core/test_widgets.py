"""Our own template of a select writes what Django's writes."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

CHOICES = [
    ("", "Tất cả"),
    (None, "Chưa rõ"),
    (7, "Quận 1 & <b>"),
    ("Nhóm “a”", [("x", "X"), ("y", 'Y "z"')]),
]


class MarkedSelect(forms.Select):
    """Gives one option attributes of its own."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value == "x":
            option["attrs"] |= {"disabled": True, "data-code": 'a"b', "hidden": False}
        return option


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, MarkedSelect])
@pytest.mark.parametrize("value", ["", None, 7, "7", "y", ["x", "y"]])
def test_a_select_is_written_as_by_django(widget, value):
    select = widget(attrs={"class": "a", "required": True, "title": False})
    select.choices = CHOICES
    ours = select.render("khu", value)
    assert 'name="khu"' in ours
    theirs = select.render("khu", value, renderer=DjangoTemplates())
    assert parse_html(ours) == parse_html(theirs)
