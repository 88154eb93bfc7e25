"""The map of the white zones: every department with its share, and the same in a table."""

import pytest
from django.urls import reverse

from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.organisations.access import Reach, reach_of
from semainier.report.queries.stages import Stage
from semainier.report.queries.zones import Shade, Zone, zones_of
from semainier.territories.models import Department
from semainier.territories.outlines import HEIGHT, WIDTH, department_paths, frame_of

EVERYTHING = Reach(everything=True)


def url(edition):
    return reverse("report:participation_map", args=[edition.slug])


def test_departments_without_participants_come_first(small):
    found = [z for z in zones_of(small.edition, Stage.PUBLISHED, clock.now(), EVERYTHING) if z.listed]

    assert [(z.department.pk, z.come, z.listed, z.shade) for z in found] == [
        ("59", 0, 2, Shade.WHITE),
        ("33", 2, 2, Shade.HIGH),
    ]


def test_measure_can_be_the_commitment(small):
    found = zones_of(small.edition, Stage.COMMITTED, clock.now(), EVERYTHING)

    assert {z.department.pk: z.come for z in found if z.listed} == {"33": 2, "59": 1}


@pytest.mark.parametrize(
    ("come", "listed", "shade"),
    [(0, 0, Shade.EMPTY), (0, 3, Shade.WHITE), (1, 3, Shade.LOW), (2, 3, Shade.MIDDLE), (3, 4, Shade.HIGH)],
)
def test_shades(come, listed, shade):
    assert Zone(Department(code="33"), listed, come, "").shade == shade


def test_page_links_each_number_to_its_list(client_of, fede, small):
    page = client_of(fede).get(url(small.edition)).content.decode()

    listing = reverse("report:participation_list", args=[small.edition.slug])
    assert f'{listing}?etape=listed&amp;departement=59">2</a>' in page
    assert f'{listing}?etape=published&amp;departement=33">2</a>' in page
    assert "1 département où personne ne participe" in page
    assert "[undefined" not in page


def test_unknown_measure_is_the_first_choice(client_of, fede, small):
    response = client_of(fede).get(url(small.edition), {"etape": "invited"})

    assert response.context["stage"] == Stage.PUBLISHED


def test_coordinator_sees_her_territory(regina, small):
    found = zones_of(
        small.edition, Stage.PUBLISHED, clock.now(), reach_of(regina, Permission.PARTICIPATION_VIEW)
    )

    assert {z.department.pk for z in found} <= {"24", "33", "40", "47", "64"}


@pytest.mark.parametrize("further", [0, 3])
def test_queries_do_not_grow(small, further, django_assert_num_queries):
    for organisation in (small.three, small.four)[:further]:
        organisation.department_id = "40"
        organisation.save()

    with django_assert_num_queries(3):
        zones_of(small.edition, Stage.PUBLISHED, clock.now(), EVERYTHING)


def test_member_may_not(client_of, alice, small):
    assert client_of(alice).get(url(small.edition)).status_code == 403


def test_frame_holds_what_is_drawn():
    assert frame_of(["M10 20L30 25Z", "M15 5L16 6Z"]) == "8 3 24 24"
    assert frame_of([""]) == f"0 0 {WIDTH} {HEIGHT}"


def test_outlines_lie_within_their_frame():
    paths = department_paths()
    numbers = [
        tuple(map(int, point.split()))
        for path in paths.values()
        for part in path.split("Z")
        for point in part.lstrip("M").split("L")
        if point
    ]

    assert len(paths) == 96
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in numbers)
