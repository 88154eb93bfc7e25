from django.conf import LazySettings
from django.test import Client

from semainier.accounts.models import User
from semainier.demo.models import DemoMark


def enter(client: Client, part: str) -> object:
    return client.post(f"/demo/personnes/{part}/entrer/")


def test_sign_in_enters_as_a_member(client: Client, played: DemoMark, alice: User) -> None:
    response = enter(client, "uncommitted")

    assert (response.status_code, response.url) == (302, "/espace/")
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_sign_in_leads_each_to_her_room(client: Client, played: DemoMark) -> None:
    assert enter(client, "coordinator-aquitaine").url == "/bureau/moderation/"
    assert enter(client, "head").url == "/bureau/participation/"


def test_sign_in_changes_the_person(client: Client, played: DemoMark, fede: User) -> None:
    enter(client, "uncommitted")

    enter(client, "head")

    assert client.session["_auth_user_id"] == str(fede.pk)


def test_sign_in_refuses_get(client: Client, played: DemoMark) -> None:
    assert client.get("/demo/personnes/head/entrer/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_sign_in_refuses_a_forged_form(played: DemoMark) -> None:
    assert enter(Client(enforce_csrf_checks=True), "head").status_code == 403


def test_sign_in_is_for_the_demonstration_only(
    client: Client, played: DemoMark, settings: LazySettings
) -> None:
    settings.DEMO = False

    assert enter(client, "head").status_code == 404
    assert "_auth_user_id" not in client.session


def test_sign_in_needs_the_mark(client: Client, played: DemoMark) -> None:
    DemoMark.objects.all().delete()

    assert enter(client, "head").status_code == 404


def test_sign_in_knows_the_people_of_the_generator_only(client: Client, played: DemoMark, bob: User) -> None:
    assert enter(client, "draft").status_code == 404


def test_sign_in_refuses_a_closed_account(client: Client, played: DemoMark, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert enter(client, "uncommitted").status_code == 404
