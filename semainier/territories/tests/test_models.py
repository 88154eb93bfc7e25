import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from semainier.territories.models import CommuneAlias, DepartmentRegion, Intercommunality
from semainier.territories.tests.factories import make_commune, make_department, make_region


@pytest.mark.django_db
def test_names_are_how_people_say_them():
    commune = make_commune("33249", "Lormont")
    body = Intercommunality(
        siren="243300316", name="Bordeaux Métropole", kind=Intercommunality.Kind.METROPOLIS
    )
    alias = CommuneAlias(code="33110", commune=commune)

    assert str(commune) == "Lormont (33)"
    assert str(commune.department) == "Gironde"
    assert str(commune.department.attachments.get().region) == "Nouvelle-Aquitaine"
    assert str(commune.department.attachments.get()) == "33 → 75"
    assert str(body) == "Bordeaux Métropole"
    assert str(alias) == "33110 → 33249"


def test_collectivity_has_a_code_of_three_signs(db):
    assert make_region("988", "Nouvelle-Calédonie").is_collectivity
    assert not make_region("04", "La Réunion").is_collectivity


def test_days_must_be_in_order(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_region("75", valid_from=dt.date(2016, 1, 2), valid_to=dt.date(2016, 1, 1))


@pytest.mark.parametrize("days", [{"valid_from": dt.date(2016, 1, 1)}, {"valid_to": dt.date(2015, 12, 31)}])
def test_department_has_one_first_and_one_current_region(db, days):
    department = make_department()

    with pytest.raises(IntegrityError), transaction.atomic():
        DepartmentRegion.objects.create(department=department, region=make_region("72", "Aquitaine"), **days)


@pytest.mark.parametrize("centre", [{"latitude": 44.8}, {"longitude": 0.5}, {"latitude": 91, "longitude": 0}])
def test_centre_is_whole_and_on_earth(db, centre):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_commune(**centre)


def test_has_centre(db):
    assert make_commune("33249", "Lormont", latitude=0, longitude=0).has_centre
    assert not make_commune("33213", "La Brède").has_centre
