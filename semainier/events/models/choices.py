"""The words an event is described with: its states, its place, who may come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Moderation(models.TextChoices):
    """Where the event stands between its author and its region. Changed by services/moderation.py only."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES_REQUESTED = "changes_requested", _("Change requested")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Status(models.TextChoices):
    """What a visitor must know, apart from moderation. Changed by services/status.py only."""

    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Cancelled")
    POSTPONED = "postponed", _("Postponed")
    FULL = "full", _("Full")


class Audience(models.TextChoices):
    """Who may come. Only what is open to all leaves the house; residents are told by their organisation."""

    PUBLIC = "public", _("Open to all")
    RESIDENTS = "residents", _("For residents")
    INVITATION = "invitation", _("By invitation")
    PRESS = "press", _("For the press")


class Admission(models.TextChoices):
    FREE = "free", _("Free entry")
    REGISTRATION = "registration", _("On registration")


class Precision(models.TextChoices):
    """How well the place is known. A person has confirmed it, or it is to be placed."""

    COMMUNE = "commune", _("At the centre of the town")
    DEPARTMENT = "department", _("To be placed")
    EXACT = "exact", _("At the address")


class Mode(models.TextChoices):
    """Where one takes part."""

    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    BOTH = "both", _("On site and online")


class AccessNeed(models.TextChoices):
    """The five kinds of access that visitors ask about; the codes are those of OpenAgenda."""

    MOTOR = "mi", _("Accessible by wheelchair")
    HEARING = "hi", _("Suited to people who are hard of hearing")
    SIGHT = "vi", _("Suited to people who see badly")
    LEARNING = "ii", _("Suited to people with learning difficulties")
    MENTAL = "pi", _("Suited to people with a mental health condition")


class Held(models.TextChoices):
    YES = "yes", _("Yes, as planned")
    CHANGED = "changed", _("Yes, with changes")
    NO = "no", _("No")
