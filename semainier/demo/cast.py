"""The people that a visitor may become, what to try as one of them, and at which stages."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.core.roles import Place
from semainier.demo.models import Stage

ALWAYS = frozenset(Stage)
BEFORE_THE_END = ALWAYS - {Stage.COUNTING}
WITH_EVENTS = ALWAYS - {Stage.PREPARATION}
WHILE_DECLARING = frozenset({Stage.OPEN, Stage.WEEK})


@dataclass(frozen=True, slots=True)
class Part:
    """A person of the demonstration: what to try, and the stages at which it can be tried."""

    code: str
    place: Place
    to_try: str | Promise
    stages: frozenset[Stage] = ALWAYS


PARTS: dict[str, Part] = {
    part.code: part
    for part in (
        Part(
            "head",
            Place.FEDERATION,
            _("See who takes part and whom to call, move the edition to its next phase, publish the report."),
        ),
        Part(
            "coordinator-aquitaine",
            Place.REGIONAL,
            _("Decide on the events that wait in Aquitaine: publish, ask for a change, refuse."),
        ),
        Part(
            "coordinator-hauts-de-france",
            Place.REGIONAL,
            _("Follow a territory that two associations shared until 2017."),
        ),
        Part(
            "coordinator-ocean-indien",
            Place.REGIONAL,
            _("See events whose hours are those of La Réunion and Mayotte."),
        ),
        Part("director", Place.MEMBER, _("Read the charter and commit the organisation."), BEFORE_THE_END),
        Part(
            "uncommitted",
            Place.MEMBER,
            _("Take part: the organisation was invited and has not answered yet."),
            BEFORE_THE_END,
        ),
        Part(
            "committed",
            Place.MEMBER,
            _("Declare the first event: the charter is signed, nothing is announced."),
            WHILE_DECLARING,
        ),
        Part(
            "draft", Place.MEMBER, _("Finish a draft that lacks its hours, then submit it."), WHILE_DECLARING
        ),
        Part(
            "changes",
            Place.MEMBER,
            _("Answer the region, which asked for a change, and submit again."),
            WHILE_DECLARING,
        ),
        Part(
            "published",
            Place.MEMBER,
            _("Say that a published event is full, put off or cancelled, or add another one."),
            WITH_EVENTS,
        ),
        Part(
            "over",
            Place.MEMBER,
            _("Tell how an event went: it is over, and nobody has said anything yet."),
            WITH_EVENTS,
        ),
        Part("two", Place.MEMBER, _("Act for two organisations with one address.")),
    )
}
