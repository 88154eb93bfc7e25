import datetime as dt
from uuid import uuid4

import pytest

from semainier.core import clock
from semainier.events.models import Event
from semainier.events.services.declare import update_event
from semainier.events.services.moderation import submit_event
from semainier.events.tests.desk import page_of, plain, published, sent_back, submitted
from semainier.organisations.models import Organisation


def url(event):
    return f"/bureau/moderation/{event.uid}/"


def checks(response):
    return [(check.kind, plain(check.sentence)) for check in response.context["review"].checks]


def test_event_beside_what_the_rules_ask(client_of, regina, make_event):
    response = client_of(regina).get(url(submitted(make_event)))

    assert checks(response) == [
        ("yes", "Rien ne manque."),
        ("yes", "Dans la semaine."),
        ("yes", "Lieu confirmé, repère au centre de la commune."),
        ("none", "Thème à apprécier : Bien vivre ensemble."),
        ("off", "Pas d’image."),
        ("yes", "Aucun autre événement ne lui ressemble."),
        ("yes", "Charte acceptée le 20 mai par Alice."),
    ]
    assert "alice@" in page_of(response)
    assert "[undefined" not in page_of(response)


def test_doubts_are_told(client_of, regina, make_event):
    event = submitted(make_event)
    submitted(make_event, "Le verger")
    Event.objects.filter(pk=event.pk).update(
        department_id="59", picture="x.png", picture_alt="Un arbre", theme_id=None,
        first_day=dt.date(2026, 7, 1), last_day=dt.date(2026, 7, 1),
    )  # fmt: skip

    found = {sentence: kind for kind, sentence in checks(client_of(regina).get(url(event)))}

    assert (
        found["Il manque encore : un thème et ce que montre l’image, son crédit et le droit d’utilisation."]
        == "no"
    )
    assert found["Hors de la semaine."] == "wait"
    assert found["Lieu hors de votre territoire."] == "wait"
    assert found["Aucun thème choisi."] == "no"
    assert found["Il manque à l’image : son crédit et le droit d’utilisation."] == "no"


NO_DAY = {"starts_at": None, "ends_at": None, "first_day": None, "last_day": None}
IMAGE = {
    "picture": "events/2026/x.png",
    "picture_alt": "Un arbre",
    "picture_credit": "A. Martin",
    "picture_rights": True,
}


@pytest.mark.parametrize(
    ("fields", "check"),
    [
        (NO_DAY, ("no", "Pas encore de date.")),
        ({"starts_at": dt.datetime(2026, 5, 1, tzinfo=dt.UTC)}, ("wait", "Il a déjà commencé.")),
        ({"place_confirmed_at": None}, ("no", "L’organisateur n’a pas confirmé le lieu.")),
        ({"precision": "department"}, ("wait", "Lieu connu par son département seulement.")),
        ({"precision": "exact"}, ("yes", "Lieu confirmé, repère à l’adresse.")),
        (IMAGE, ("yes", "Image décrite, créditée (A. Martin), droit d’utilisation donné.")),
    ],
)
def test_each_check(client_of, regina, make_event, fields, check):
    event = submitted(make_event)
    Event.objects.filter(pk=event.pk).update(**fields)

    assert check in checks(client_of(regina).get(url(event)))


def test_commitment_that_was_withdrawn_is_told(client_of, regina, make_event, committed):
    event = submitted(make_event)
    committed.commitments.update(withdrawn_at=clock.now())

    expected = ("wait", "L’organisme ne s’est pas engagé dans l’édition, ou s’est retiré.")
    assert expected in checks(client_of(regina).get(url(event)))


def test_theme_in_english(client_of, regina, make_event):
    page = page_of(client_of(regina).get(f"/en{url(submitted(make_event))}"))

    assert "Theme to judge: Living well together." in page


def test_change_after_publication_shows_old_and_new(client_of, regina, make_event):
    event = published(make_event)
    later = dt.datetime(2026, 6, 7, 11, 0, tzinfo=clock.PARIS)
    update_event(
        event=event,
        by=None,
        starts_at=later,
        venue="Salle des fêtes",
        description="Les habitants ouvrent leur verger.",
    )

    changes = client_of(regina).get(url(event)).context["review"].changes

    assert [(change.label, plain(change.old), plain(change.new)) for change in changes] == [
        ("Date", "dimanche 7 juin, de 10 h à 12 h", "dimanche 7 juin, de 11 h à 12 h"),
        ("Lieu", "Jardin du bâtiment C", "Salle des fêtes"),
        ("Texte", "Les habitants ouvrent leur jardin.", "Les habitants ouvrent leur verger."),
    ]
    assert changes[2].parts == [
        ("same", "Les habitants ouvrent leur"),
        ("del", "jardin."),
        ("ins", "verger."),
    ]


def test_first_submission_shows_no_changes(client_of, regina, make_event):
    event = make_event()
    update_event(event=event, by=None, venue="Ailleurs")
    submit_event(event=event, by=None)

    assert client_of(regina).get(url(event)).context["review"].changes == []


def test_changes_since_the_request_only(client_of, regina, make_event):
    event = sent_back(make_event)
    update_event(event=event, by=None, address="3 rue du Port")
    submit_event(event=event, by=None)

    changes = client_of(regina).get(url(event)).context["review"].changes

    assert [(change.label, plain(change.old), plain(change.new)) for change in changes] == [
        ("Adresse", "rien", "3 rue du Port")
    ]


def test_history_has_the_words_that_were_sent(client_of, regina, make_event):
    response = client_of(regina).get(url(sent_back(make_event)))

    assert [step.message for step in response.context["review"].decisions] == ["Il manque l’adresse.", ""]


def test_nothing_to_decide_is_said(client_of, regina, make_event, committed):
    event = submitted(make_event)
    committed.phase = "frozen"
    committed.save()

    page = page_of(client_of(regina).get(url(event)))

    assert "rien ne se décide en ce moment" in page
    assert "/publier/" not in page


def test_incomplete_event_has_no_button_to_publish(client_of, regina, make_event):
    event = submitted(make_event)
    Event.objects.filter(pk=event.pk).update(description="")

    page = page_of(client_of(regina).get(url(event)))

    assert "/publier/" not in page
    assert "/demander/" in page


def test_draft_and_unknown_events_are_not_found(client_of, regina, make_event):
    assert client_of(regina).get(url(make_event())).status_code == 404
    assert client_of(regina).get(f"/bureau/moderation/{uuid4()}/").status_code == 404


def test_event_of_another_territory_is_not_found(client_of, regina, make_event, org_b):
    event = submitted(make_event)
    Event.objects.filter(pk=event.pk).update(organisation=org_b)

    assert client_of(regina).get(url(event)).status_code == 404


def test_published_event_in_the_territory_of_another_decides_is_forbidden(
    client_of, regina, make_event, org_b
):
    event = published(make_event)
    Event.objects.filter(pk=event.pk).update(organisation=org_b)

    assert client_of(regina).get(url(event)).status_code == 403


@pytest.mark.parametrize("doubles", [1, 3])
def test_queries_do_not_grow(client_of, regina, make_event, django_assert_num_queries, doubles):
    event = submitted(make_event)
    for n in range(doubles):
        submitted(make_event, f"Autre {n}")
    client = client_of(regina)

    with django_assert_num_queries(18):
        client.get(url(event))


def test_organisation_without_anybody_says_so(client_of, regina, make_event, org_a):
    event = submitted(make_event)
    Organisation.objects.filter(pk=org_a.pk).update(email="")
    org_a.memberships.all().delete()

    assert "Personne n’agit encore pour lui." in page_of(client_of(regina).get(url(event)))
