"""Addresses of events: the members' space, the desk, then the public ones that begin with an edition."""

from semainier.events.urls.desk import urlpatterns as desk
from semainier.events.urls.proposals import urlpatterns as proposals
from semainier.events.urls.public import urlpatterns as public
from semainier.events.urls.space import urlpatterns as space
from semainier.events.urls.talk import urlpatterns as talk

app_name = "events"
urlpatterns = [*space, *desk, *proposals, *talk, *public]
