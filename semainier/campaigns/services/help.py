"""An organisation asks its region for help; the region answers; either says that it is settled."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition, HelpNeed, HelpRequest, HelpState
from semainier.core import clock
from semainier.core.addresses import absolute_url
from semainier.core.errors import Conflict, DomainError
from semainier.core.permissions import Permission
from semainier.organisations.letters import write_to
from semainier.organisations.models import Organisation
from semainier.organisations.queries import association_of, contacts_of, federation


@transaction.atomic
def ask_help(
    *, edition: Edition, organisation: Organisation, needs: Iterable[str], words: str, by: User
) -> list[HelpRequest]:
    """Ask the region for help, one request a need; a need that is already open is not asked twice.

    One mail to each person of the region (of the head where there is none) for all needs together.
    The caller has checked COMMITMENT_SIGN or EVENT_DECLARE.
    """
    check_open(edition, Permission.COMMITMENT_SIGN, clock.today())
    opened = HelpRequest.objects.filter(edition=edition, organisation=organisation)
    open_needs = set(opened.exclude(state=HelpState.SETTLED).values_list("need", flat=True))
    asked = [
        HelpRequest.objects.create(
            edition=edition,
            organisation=organisation,
            need=need,
            words=words.strip(),
            asked_by=by,
            asked_at=clock.now(),
        )
        for need in dict.fromkeys(needs)
        if HelpNeed(need) and need not in open_needs
    ]
    if asked:
        _tell_region(edition, organisation, asked, words.strip())
    for request in asked:
        _record("help.asked", request, by)
    return asked


@transaction.atomic
def answer_help(*, request: HelpRequest, answer: str, by: User) -> HelpRequest:
    """Answer in words, mailed to the organisation; a later answer replaces the first. The caller has checked HELP_ANSWER."""
    if not answer.strip():
        raise DomainError(
            "help.answer_needed",
            _("The answer is empty."),
            _("Write what you can do, or when you will call."),
        )
    locked = _locked(request)
    if locked.state == HelpState.SETTLED:
        raise Conflict(
            "help.settled",
            _("This request is settled."),
            _("The organisation can ask again if it still needs help."),
        )
    locked.state, locked.answer = HelpState.ANSWERED, answer.strip()
    locked.answered_at, locked.answered_by = clock.now(), by
    locked.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    write_to(
        contacts_of(locked.organisation),
        kind="help.answer",
        template="campaigns/emails/help_answer",
        organisation_id=locked.organisation_id,
        url=partial(absolute_url, "home:space"),
        context={
            "request": locked,
            "edition": locked.edition,
            "organisation": locked.organisation,
            "signer": by,
        },
    )
    _record("help.answered", locked, by)
    return locked


@transaction.atomic
def settle_help(*, request: HelpRequest, by: User) -> HelpRequest:
    """Say that the help is no longer needed or was given. Idempotent; the caller has checked either side's right."""
    locked = _locked(request)
    if locked.state != HelpState.SETTLED:
        locked.state = HelpState.SETTLED
        locked.save(update_fields=["state"])
        _record("help.settled", locked, by)
    return locked


def _locked(request: HelpRequest) -> HelpRequest:
    rows = HelpRequest.objects.select_for_update(of=("self",)).select_related("edition", "organisation")
    return rows.get(pk=request.pk)


def _tell_region(edition: Edition, organisation: Organisation, asked: list[HelpRequest], words: str) -> None:
    desk = association_of(organisation) or federation()
    write_to(
        contacts_of(desk) if desk else [],
        kind="help.asked",
        template="campaigns/emails/help_asked",
        organisation_id=organisation.pk,
        url=partial(absolute_url, "campaigns:help_list", edition.slug),
        context={"requests": asked, "words": words, "edition": edition, "organisation": organisation},
    )


def _record(verb: str, request: HelpRequest, by: User) -> None:
    record(
        by=by,
        verb=verb,
        target=request,
        data={"need": request.need},
        organisation_id=request.organisation_id,
        edition_id=request.edition_id,
    )
