"""The sizes by which organisations are compared: bands of dwellings."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Size(models.TextChoices):
    """Bands of dwellings; the lower bound is in, the upper one is not."""

    SMALL = "s", _("Fewer than 1,000 dwellings")
    MEDIUM = "m", _("1,000 to 5,000 dwellings")
    LARGE = "l", _("5,000 to 15,000 dwellings")
    HUGE = "xl", _("15,000 dwellings and more")
    UNKNOWN = "unknown", _("Number of dwellings unknown")


# Band -> its first number of dwellings and the first of the next band.
BOUNDS: dict[Size, tuple[int, int | None]] = {
    Size.SMALL: (0, 1_000),
    Size.MEDIUM: (1_000, 5_000),
    Size.LARGE: (5_000, 15_000),
    Size.HUGE: (15_000, None),
}


def size_of(dwellings: int | None) -> Size:
    """Return the band of a number of dwellings."""
    if dwellings is None:
        return Size.UNKNOWN
    return next(
        size
        for size, (first, end) in BOUNDS.items()
        if dwellings >= first and (end is None or dwellings < end)
    )


def has_size(size: Size, field: str) -> Q:
    """Return the condition on a field of dwellings that keeps the band."""
    if size not in BOUNDS:
        return Q(**{f"{field}__isnull": True})
    first, end = BOUNDS[size]
    return Q(**{f"{field}__gte": first}) & (Q() if end is None else Q(**{f"{field}__lt": end}))
