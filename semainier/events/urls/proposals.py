"""Addresses of what the desk proposes on behalf of members."""

from django.urls import URLPattern, path

from semainier.events.views import proposals

urlpatterns: list[URLPattern] = [
    # /bureau/propositions/
    path("bureau/propositions/", proposals.proposal_list, name="proposal_list"),
    path(
        "bureau/propositions/<int:organisation_id>/<slug:edition>/",
        proposals.event_propose,
        name="event_propose",
    ),
]
