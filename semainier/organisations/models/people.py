"""Who acts for an organisation, and who is invited to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from semainier.core import clock
from semainier.core.roles import ROLES, Role
from semainier.organisations.models.network import Organisation


class Membership(models.Model):
    """A person acts for an organisation in a role, since a day, until a day. A person may act for several."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(
        _("role"), max_length=20, choices=[(code, role.name) for code, role in ROLES.items()]
    )
    since = models.DateTimeField(_("since"), default=clock.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_at__isnull=True),
                name="membership_active_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation} ({self.role})"

    @property
    def role_data(self) -> Role:
        return ROLES[self.role]


class Invitation(models.Model):
    """An offer to act for an organisation, sent to an address; its link works until it expires or is used.

    It stands here and not in accounts because what it grants is a membership. Only the hash of the secret is kept.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    role = models.CharField(
        _("role"), max_length=20, choices=[(code, role.name) for code, role in ROLES.items()]
    )
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("sent"), default=clock.now)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    # Who leaves: this membership ends when the successor accepts, so that nobody is missing in between.
    replaces = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="successors"
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email} – {self.organisation}"

    @property
    def is_to_mailbox(self) -> bool:
        """Whether it went to the organisation and not to a person: whoever answers names the referent."""
        return not self.name and self.email.casefold() == self.organisation.email.casefold()
