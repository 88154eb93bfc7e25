"""The roles as data."""

import pytest
from django.utils import translation

from semainier.core.permissions import Permission as P
from semainier.core.roles import ROLES, Place, Role, roles_at

EVERYBODY = {P.SPACE_VIEW, P.EVENT_VIEW}


@pytest.mark.parametrize("role", list(ROLES.values()), ids=list(ROLES))
def test_role_names_itself_and_may_read(role: Role) -> None:
    assert ROLES[role.code] is role
    assert str(role.name)
    assert str(role.sentence).endswith(".")
    assert role.permissions >= EVERYBODY


@pytest.mark.parametrize("role", list(ROLES.values()), ids=list(ROLES))
def test_role_has_words_in_both_languages(role: Role) -> None:
    with translation.override("fr"):
        french = str(role.sentence)
    with translation.override("en"):
        assert str(role.sentence) != french


def test_head_may_do_everything() -> None:
    assert ROLES["head"].permissions == set(P)


def test_every_permission_but_those_of_the_federation_is_held_elsewhere() -> None:
    elsewhere = set().union(*(role.permissions for role in ROLES.values() if role.place != Place.FEDERATION))

    assert set(P) - elsewhere == {
        P.REPORT_PUBLISH, P.EDITION_MANAGE, P.REGISTRY_MANAGE, P.MAIL_VIEW, P.AUDIT_VIEW, P.PERSONAL_DATA_MANAGE,
    }  # fmt: skip


@pytest.mark.parametrize("place", list(Place))
def test_each_kind_of_organisation_has_its_roles(place: Place) -> None:
    assert roles_at(place)
    assert {role.place for role in roles_at(place)} == {place}
