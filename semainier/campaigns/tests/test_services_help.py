"""Help asked for, answered, settled."""

import pytest

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Edition, HelpNeed, HelpRequest, HelpState, Phase
from semainier.campaigns.queries import HelpFilters, help_requests
from semainier.campaigns.services.editions import set_phase
from semainier.campaigns.services.help import answer_help, ask_help, settle_help
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.permissions import Permission
from semainier.mailings.models import Mail
from semainier.organisations.access import Reach, reach_of
from semainier.organisations.models import Organisation


@pytest.fixture
def asked(edition: Edition, org_a: Organisation, alice: User, regina: User) -> HelpRequest:
    return ask_help(
        edition=edition, organisation=org_a, needs=["no_officer"], words="Deux personnes au siège.", by=alice
    )[0]


def test_request_reaches_the_region_in_one_mail(
    edition: Edition, org_a: Organisation, alice: User, regina: User
) -> None:
    made = ask_help(edition=edition, organisation=org_a, needs=["no_officer", "press"], words="", by=alice)

    mail = Mail.objects.get(kind="help.asked")
    assert [request.need for request in made] == [HelpNeed.NO_OFFICER, HelpNeed.PRESS]
    assert mail.recipient_email == regina.email
    assert "chargé de communication" in mail.body_text


def test_organisation_without_association_asks_the_head(
    edition: Edition, org_b: Organisation, charlie: User, fede: User
) -> None:
    ask_help(edition=edition, organisation=org_b, needs=["ideas"], words="", by=charlie)

    assert Mail.objects.get(kind="help.asked").recipient_email == fede.email


def test_open_need_is_not_asked_twice(asked: HelpRequest, alice: User) -> None:
    again = ask_help(
        edition=asked.edition, organisation=asked.organisation, needs=["no_officer"], words="", by=alice
    )

    assert again == []
    assert Mail.objects.filter(kind="help.asked").count() == 1


def test_settled_need_can_be_asked_again(asked: HelpRequest, alice: User) -> None:
    settle_help(request=asked, by=alice)

    again = ask_help(
        edition=asked.edition, organisation=asked.organisation, needs=["no_officer"], words="", by=alice
    )

    assert len(again) == 1


def test_answer_is_mailed_and_kept(asked: HelpRequest, alice: User, regina: User) -> None:
    answered = answer_help(request=asked, answer=" Je vous appelle lundi. ", by=regina)

    assert (answered.state, answered.answer, answered.answered_by) == (
        HelpState.ANSWERED, "Je vous appelle lundi.", regina,
    )  # fmt: skip
    assert answered.answered_at == clock.now()
    assert "Je vous appelle lundi." in Mail.objects.get(kind="help.answer").body_text


def test_empty_answer_is_refused(asked: HelpRequest, regina: User) -> None:
    with pytest.raises(DomainError) as refused:
        answer_help(request=asked, answer="  ", by=regina)

    assert refused.value.code == "help.answer_needed"
    assert HelpRequest.objects.get().state == HelpState.ASKED


def test_settled_request_takes_no_answer(asked: HelpRequest, alice: User, regina: User) -> None:
    settle_help(request=asked, by=alice)

    with pytest.raises(Conflict) as refused:
        answer_help(request=asked, answer="Trop tard", by=regina)

    assert refused.value.code == "help.settled"


def test_settling_twice_is_recorded_once(asked: HelpRequest, alice: User) -> None:
    settle_help(request=asked, by=alice)
    settle_help(request=asked, by=alice)

    assert AuditEntry.objects.filter(verb="help.settled").count() == 1


def test_frozen_edition_takes_no_request(edition: Edition, org_a: Organisation, alice: User) -> None:
    for phase in (Phase.WEEK, Phase.COUNTING):
        set_phase(edition=edition, phase=phase, by=None)

    with pytest.raises(Conflict) as refused:
        ask_help(edition=edition, organisation=org_a, needs=["ideas"], words="", by=alice)

    assert refused.value.code == "edition.phase"


def test_list_is_that_of_the_territory(
    asked: HelpRequest, org_b: Organisation, charlie: User, regina: User
) -> None:
    ask_help(edition=asked.edition, organisation=org_b, needs=["ideas"], words="", by=charlie)

    regional = help_requests(asked.edition, reach_of(regina, Permission.HELP_ANSWER))

    assert list(regional) == [asked]
    assert help_requests(asked.edition, Reach(everything=True)).count() == 2


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (HelpFilters(text="deux-rives lormont"), 1),
        (HelpFilters(text="flandres"), 0),
        (HelpFilters(state="answered"), 0),
        (HelpFilters(need="no_officer"), 1),
    ],
)
def test_filters(asked: HelpRequest, filters: HelpFilters, found: int) -> None:
    assert help_requests(asked.edition, Reach(everything=True), filters).count() == found
