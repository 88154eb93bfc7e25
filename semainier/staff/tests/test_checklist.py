"""What a new federation does first: in order, with where to go, at ten queries at most."""

from typing import Any

import pytest

from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import set_phase
from semainier.organisations.models import Organisation
from semainier.staff.queries.checklist import checklist


def state() -> dict[str, tuple[bool, int | None]]:
    return {str(step.title): (step.is_done, step.count) for step in checklist().steps}


@pytest.mark.django_db
def test_an_empty_place_has_all_before_it():
    found = checklist()

    assert (found.done, found.edition, len(found.steps)) == (0, None, 10)
    assert found.next_step is found.steps[0]


def test_later_steps_lead_nowhere_before_there_is_an_edition(federation: Organisation):
    steps = checklist().steps

    assert [bool(step.url) for step in steps] == [True] * 5 + [False] * 5


def test_they_count_what_is_there(committed: Edition, org_b: Organisation):
    found = state()

    assert found["Nommer les familles"] == (True, 1)
    assert found["Importer les organismes"] == (True, 2)
    assert found["Ajouter les associations régionales"] == (True, 1)
    assert found["Choisir les thèmes"] == (True, 3)


def test_an_edition_in_preparation_is_still_to_be_opened(edition: Edition):
    assert state()["Ouvrir l’édition"][0]
    set_phase(edition=edition, phase="preparation", by=None)

    assert not state()["Ouvrir l’édition"][0]


def test_the_next_step_is_the_first_that_is_left(committed: Edition):
    found = checklist()

    assert found.next_step is next(step for step in found.steps if not step.is_done)
    assert str(found.next_step.title) == "Présenter la fédération"


def test_it_is_about_the_current_edition(committed: Edition, django_assert_max_num_queries: Any):
    with django_assert_max_num_queries(10):
        assert checklist().edition == committed
