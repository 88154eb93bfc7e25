"""Who organises an incoming event: the organisation that the source names, by SIREN or by its very name."""

from collections import defaultdict

from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.core.search import normalise
from semainier.events.imports.upstream.incoming import Incoming
from semainier.events.models import Source
from semainier.organisations.models import Alias, Organisation
from semainier.organisations.queries import member_named


class Organisers:
    """The members that the events of one source may belong to. At most two queries, whatever the source."""

    def __init__(self, source: Source) -> None:
        self._only = source.organisation
        self._by_siren: dict[str, Organisation] = {}
        self._by_name: dict[str, set[Organisation]] = defaultdict(set)
        if self._only is None:
            self._load()

    def of(self, event: Incoming) -> Organisation | None:
        """Return the organiser; without one the event is refused with the reason, nobody is guessed."""
        organisation = self._only or self._by_siren.get(event.siren) or self._named(event)
        if organisation is None:
            event.refuse("organisme", "import.unknown_organisation", self._why(event))
        elif organisation.is_archived:
            reason = _("%(name)s is archived: take it out of the archive first.") % {
                "name": organisation.name
            }
            event.refuse("organisme", "organisation.archived", reason)
        return organisation

    def _named(self, event: Incoming) -> Organisation | None:
        named = self._by_name.get(normalise(event.organiser), set())
        return next(iter(named)) if len(named) == 1 and not event.siren else None

    def _why(self, event: Incoming) -> str:
        if event.siren:
            return _("No member has the SIREN %(siren)s.") % {"siren": event.siren}
        if not event.organiser:
            return _("The agenda does not say who organises it: name the organisation for the whole source.")
        if len(self._by_name.get(normalise(event.organiser), ())) > 1:
            return _("Several members are called “%(name)s”: only the SIREN tells them apart.") % {
                "name": event.organiser
            }
        return _("No member is called “%(name)s”: name the organisation for the whole source.") % {
            "name": event.organiser
        }

    def _load(self) -> None:
        members = {
            member.pk: member for member in Organisation.objects.members().select_related("department")
        }
        for member in members.values():
            now = _survivor(member, members)
            if member.siren:
                self._by_siren[member.siren] = now
            for name in (member.name, member.legal_name):
                self._by_name[normalise(name)].add(now)
        for alias in Alias.objects.filter(organisation__in=members):
            self._by_name[normalise(alias.name)].add(_survivor(members[alias.organisation_id], members))
        self._by_name.pop("", None)


def _survivor(member: Organisation, members: dict[int, Organisation]) -> Organisation:
    """Return who stands for a member since a merge."""
    while member.merged_into_id in members:
        member = members[member.merged_into_id]
    return member


def organisation_named(text: str) -> Organisation:
    """Return the member with this SIREN or this very name; raises DomainError `import.unknown_organisation`."""
    found = member_named(text)
    if found is None:
        raise DomainError(
            "import.unknown_organisation",
            _("No member, or more than one, is called “%(text)s”.") % {"text": text},
            _("Give its SIREN, or its name exactly as it is in the register."),
        )
    return found
