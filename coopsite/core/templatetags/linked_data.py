"""What a page tells machines about itself."""

from django import template

from coopsite.core.richtext import linked_data_block

register = template.Library()

register.simple_tag(linked_data_block, name="linked_data")
