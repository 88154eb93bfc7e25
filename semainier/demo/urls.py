"""Addresses of the demonstration."""

from django.urls import path

from semainier.demo import views

app_name = "demo"
urlpatterns = [
    # demo/personnes/
    path("demo/personnes/", views.people, name="people"),
    path("demo/personnes/<slug:part>/entrer/", views.sign_in, name="sign_in"),
]
