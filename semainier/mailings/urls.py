"""The outbox at the desk, and the mailbox of the demonstration."""

from django.urls import path

from semainier.mailings import views

app_name = "mailings"
urlpatterns = [
    # bureau/courriels/
    path("bureau/courriels/", views.mail_list, name="mail_list"),
    path("bureau/courriels/<int:mail_id>/", views.mail_detail, name="mail_detail"),
    path("bureau/courriels/<int:mail_id>/renvoyer/", views.mail_resend, name="mail_resend"),
    # demo/courriels/
    path("demo/courriels/", views.demo_mailbox, name="demo_mailbox"),
]
