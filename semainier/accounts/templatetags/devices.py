"""The filter of the page of sessions."""

from django import template

from semainier.accounts import devices

register = template.Library()


@register.filter
def device_words(agent: str) -> str:
    """Return browser and device in words."""
    return devices.device_words(agent)
