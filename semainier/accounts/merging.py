"""What opens an account: addresses follow the person, keys and sessions name the account that they were made for."""

from django.utils.translation import gettext_lazy as _

from semainier.core.merging import Handler, How, Kind

HANDLERS = [
    Handler("accounts.User", "merged_into", Kind.PERSON, How.MOVE, label=_("accounts merged before")),
    Handler(
        "account.EmailAddress",
        "user",
        Kind.PERSON,
        How.MOVE,
        label=_("addresses to sign in with"),
        # One of them is the survivor’s own already.
        first=(("primary", False),),
    ),
    Handler("socialaccount.SocialAccount", "user", Kind.PERSON, How.MOVE, label=_("outside accounts")),
    Handler(
        "mfa.Authenticator",
        "user",
        Kind.PERSON,
        How.KEEP,
        why="A passkey holds the number of its account inside the device: it would open nothing else.",
    ),
    Handler(
        "usersessions.UserSession",
        "user",
        Kind.PERSON,
        How.KEEP,
        why="A session names its account inside the session; it ends as the account closes.",
    ),
]
