"""The verbs of the journal in words; one that has none here is shown as it is stored."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.audit.queries import verbs
from semainier.staff.forms.filters import all_or

WORDS: dict[str, str | Promise] = {
    "association.territory_set": _("Territory of an association set"),
    "campaign.created": _("Campaign created"),
    "charter.published": _("Charter published"),
    "commitment.signed": _("Commitment signed"),
    "commitment.withdrawn": _("Commitment withdrawn"),
    "communes.placed": _("Centres of communes loaded"),
    "edition.created": _("Edition created"),
    "edition.goals_set": _("Goals set"),
    "edition.made_current": _("Edition shown first"),
    "edition.member_invited": _("Member invited to an edition"),
    "edition.member_relisted": _("Member put back on the list"),
    "edition.member_removed": _("Member taken off the list"),
    "edition.members_listed": _("Members put on the list"),
    "edition.phase_set": _("Phase changed"),
    "edition.themes_set": _("Themes set"),
    "edition.updated": _("Edition changed"),
    "event.change_read": _("Change of an event read"),
    "event.co_organisers_set": _("Co-organisers set"),
    "event.created": _("Event written"),
    "event.deleted": _("Draft deleted"),
    "event.publish": _("Event published"),
    "event.refuse": _("Event refused"),
    "event.reopen": _("Event taken up again"),
    "event.request_changes": _("Change of an event asked for"),
    "event.status_set": _("Status of an event set"),
    "event.submit": _("Event submitted"),
    "event.updated": _("Event changed"),
    "event.withdraw": _("Event withdrawn"),
    "events.imported": _("Events imported"),
    "family.created": _("Family created"),
    "family.deleted": _("Family removed"),
    "family.updated": _("Family changed"),
    "import.applied": _("File applied"),
    "import.checked": _("File checked"),
    "invitation.revoked": _("Invitation taken back"),
    "mail.resent": _("Mail sent again"),
    "membership.began": _("Person began to act for an organisation"),
    "membership.ended": _("Person no longer acts for an organisation"),
    "organisation.alias_added": _("Other name of an organisation added"),
    "organisation.archived": _("Organisation archived"),
    "organisation.created": _("Organisation created"),
    "organisation.restored": _("Organisation restored"),
    "organisation.succeeded": _("Succession noted"),
    "organisation.updated": _("Organisation changed"),
    "organisations.imported": _("Organisations imported"),
    "outcome.asked": _("Outcome asked for"),
    "outcome.corrected": _("Outcome corrected"),
    "outcome.given": _("Outcome given"),
    "person.created": _("Person created"),
    "person.erased": _("Person’s data erased"),
    "person.invited": _("Person invited"),
    "person.updated": _("Profile changed"),
    "snapshot.kept": _("Figures kept"),
    "snapshot.published": _("Figures published"),
    "territories.loaded": _("Territories loaded"),
}


def word_of_verb(verb: str) -> str:
    return str(WORDS.get(verb, verb))


def verb_choices() -> list[tuple[str, object]]:
    """Return the verbs that the journal holds, in the order of their words, behind “all”. One query."""
    known = sorted(((verb, word_of_verb(verb)) for verb in verbs()), key=lambda pair: pair[1])
    return all_or(_("Everything"), known)
