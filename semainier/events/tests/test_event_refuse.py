from semainier.events.models import Decision, Event, Moderation
from semainier.events.tests.desk import page_of, submitted


def url(event):
    return f"/bureau/moderation/{event.uid}/refuser/"


def test_reason_is_kept_and_sent(client_of, regina, make_event):
    event = submitted(make_event)

    response = client_of(regina).post(url(event), {"preset": "double"}, follow=True)

    assert Event.objects.get(pk=event.pk).moderation == Moderation.REFUSED
    assert (
        Decision.objects.get(action="refuse").message
        == "Cet événement est déjà au programme sous un autre titre."
    )
    assert "« Un jardin partagé » est refusé." in page_of(response)


def test_without_reason_nothing_is_refused(client_of, regina, make_event):
    event = submitted(make_event)

    response = client_of(regina).post(url(event), {"words": "  "})

    assert response.status_code == 422
    assert response.context["opened"] == "refuse"
    assert Event.objects.get(pk=event.pk).moderation == Moderation.SUBMITTED
