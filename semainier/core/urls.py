"""Pages of the frame itself."""

from django.urls import path

from semainier.core import views

app_name = "core"
urlpatterns = [path("styleguide/", views.styleguide, name="styleguide")]
