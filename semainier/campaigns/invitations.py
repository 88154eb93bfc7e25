"""The secret of the link by which a person is asked, for an organisation, to join an edition."""

from django.core import signing

from semainier.accounts.models import User
from semainier.campaigns.models import ListedMember

_SALT = "semainier.campaigns.invitation"


def invitation_token(listed: ListedMember, user: User) -> str:
    """Return the secret; it stays the same, so that a mail found again still works."""
    return signing.dumps([listed.pk, user.pk], salt=_SALT)


def invited_by_token(token: str) -> tuple[ListedMember, User] | None:
    """Return who is asked for which listed organisation, None for a wrong secret or a closed account. Two queries."""
    try:
        listed_id, user_id = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    listed = ListedMember.objects.select_related("edition", "organisation").filter(pk=listed_id).first()
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return (listed, user) if listed and user else None
