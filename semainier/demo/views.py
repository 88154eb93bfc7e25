"""The page of people, and the way in as one of them."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from semainier.core.decorators import public
from semainier.core.roles import Place
from semainier.demo import queries
from semainier.demo.access import get_mark, get_person
from semainier.demo.cast import PARTS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# The first page of each kind of person.
ENTRANCES = {
    Place.FEDERATION: "report:participation_current",
    Place.REGIONAL: "events:queue",
    Place.MEMBER: "home:space",
}


@public
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    mark = get_mark()
    players = queries.players(mark)
    context = {
        "mark": mark,
        "members": players[Place.MEMBER],
        "desk": [*players[Place.REGIONAL], *players[Place.FEDERATION]],
        "editions": queries.editions(),
        "invited": queries.invited_address(),
        "outcome_url": queries.outcome_address(),
    }
    return render(request, "demo/people.html", context)


@public
@require_POST
def sign_in(request: HttpRequest, part: str) -> HttpResponse:
    person = get_person(part)
    login(request, person.user, backend=BACKEND)
    return redirect(ENTRANCES[PARTS[person.part].place])
