"""Addresses of events: the members' space, the desk, then the public ones that begin with an edition."""

from semainier.events.urls.desk import urlpatterns as desk
from semainier.events.urls.public import urlpatterns as public
from semainier.events.urls.space import urlpatterns as space

app_name = "events"
urlpatterns = [*space, *desk, *public]
