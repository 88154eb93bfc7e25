"""The doors: whose segment, template or sending it is."""

import pytest
from django.http import Http404

from semainier.core.errors import Forbidden
from semainier.rally.access import (
    check_change,
    check_head,
    get_listed,
    get_segment,
    get_tag,
    get_template,
    house_of,
    may_change,
    rally_reach,
)
from semainier.rally.models import Segment
from semainier.rally.services.kept import add_tag
from semainier.rally.tests.factories import make_template


@pytest.fixture
def segments(network, association, org_b):
    """Of the head, of Regina's association, of another house."""
    owners = {"head": None, "own": association, "other": org_b}
    return {
        name: Segment.objects.create(edition=network.edition, name=name, association=owner)
        for name, owner in owners.items()
    }


@pytest.mark.parametrize(
    ("name", "sees", "changes"), [("head", True, False), ("own", True, True), ("other", False, False)]
)
def test_coordinator_sees_the_head_s_and_changes_her_own(segments, regina, name, sees, changes):
    segment = segments[name]

    assert may_change(regina, segment) is changes
    if sees:
        assert get_segment(regina, segment.pk) == segment
    else:
        with pytest.raises(Http404):
            get_segment(regina, segment.pk)


@pytest.mark.parametrize("name", ["head", "own", "other"])
def test_head_sees_and_changes_all(segments, fede, name):
    assert get_segment(fede, segments[name].pk) == segments[name]
    assert may_change(fede, segments[name])


def test_refusal_says_what_to_do(segments, regina):
    with pytest.raises(Forbidden) as refused:
        check_change(regina, segments["head"])

    assert (refused.value.code, refused.value.next_step) == ("rally.not_yours", "Créez le vôtre.")


def test_head_only_is_for_the_head(network, fede, regina):
    check_head(fede)
    with pytest.raises(Forbidden):
        check_head(regina)


def test_house_is_that_of_the_role(fede, regina, alice, association):
    assert (house_of(fede), house_of(regina), house_of(alice)) == (None, association, None)
    assert not rally_reach(alice)


def test_template_is_found_by_code_or_key(regina, org_b, edition):
    assert get_template(regina, "declare").pk is None
    other = make_template(association=org_b)
    for code in (str(other.pk), "x", "0"):
        with pytest.raises(Http404):
            get_template(regina, code)


def test_line_and_tag_are_found_within_reach(network, regina, fede):
    add_tag(name="nord", organisations=[network.b], by=fede)

    assert get_listed(regina, network.edition, network.a.pk).organisation == network.a
    assert get_tag(fede, "nord").organisation == network.b
    with pytest.raises(Http404):
        get_listed(regina, network.edition, network.b.pk)
    with pytest.raises(Http404):
        get_tag(regina, "nord")
