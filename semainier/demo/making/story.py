"""The life of one event, step by step; each step goes through the service that a person would use."""

from dataclasses import dataclass
from typing import Any

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.demo.making.people import People
from semainier.events.models import Event, Held, Status
from semainier.events.services.declare import create_event, set_co_organisers, update_event
from semainier.events.services.moderation import (
    publish_event,
    refuse_event,
    request_changes,
    submit_event,
    withdraw_event,
)
from semainier.events.services.outcomes import ask_outcome, give_outcome
from semainier.events.services.status import set_status
from semainier.organisations.models import Organisation


@dataclass
class Story:
    """One event. The edition is the one object whose phase moves on with the clock."""

    people: People
    edition: Edition
    organisation: Organisation
    fields: dict[str, Any]
    crowd: int = 0
    status: Status = Status.SCHEDULED
    made: Event | None = None

    @property
    def event(self) -> Event:
        if self.made is None:
            raise ValueError("The event is declared first.")
        self.made.edition = self.edition
        return self.made

    def declare(self) -> None:
        """Write the draft; who gives a place confirms it at that moment."""
        fields = {"place_confirmed_at": clock.now() if "city" in self.fields else None, **self.fields}
        self.made = create_event(
            edition=self.edition, organisation=self.organisation, by=self._author, **fields
        )

    def join_with(self, others: list[Organisation]) -> None:
        set_co_organisers(event=self.event, organisations=others, by=self._author)

    def submit(self) -> None:
        submit_event(event=self.event, by=self._author)

    def change(self, **fields: Any) -> None:
        update_event(event=self.event, by=self._author, **fields)

    def publish(self) -> None:
        publish_event(event=self.event, by=self._region)

    def ask_for_change(self, message: str) -> None:
        request_changes(event=self.event, by=self._region, message=message)

    def refuse(self, message: str) -> None:
        refuse_event(event=self.event, by=self._region, message=message)

    def withdraw(self) -> None:
        withdraw_event(event=self.event, by=self._author)

    def say(self, status: Status, note: str) -> None:
        set_status(event=self.event, status=status, note=note, by=self._author)

    def ask_outcome(self) -> None:
        ask_outcome(event=self.event)

    def tell(self, *, held: Held, attendance: int | None, sentence: str, by_link: bool) -> None:
        by = None if by_link else self._author
        give_outcome(event=self.event, held=held, attendance=attendance, sentence=sentence, by=by)

    @property
    def _author(self) -> User:
        return self.people.author(self.organisation)

    @property
    def _region(self) -> User:
        return self.people.coordinator(self.organisation)
