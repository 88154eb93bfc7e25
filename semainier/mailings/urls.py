"""The outbox and the addresses at the desk, preferences, the provider’s events, the mailbox of the demonstration."""

from django.urls import path

from semainier.mailings import views

app_name = "mailings"
urlpatterns = [
    # bureau/courriels/
    path("bureau/courriels/", views.mail_list, name="mail_list"),
    path("bureau/courriels/<int:mail_id>/", views.mail_detail, name="mail_detail"),
    path("bureau/courriels/<int:mail_id>/renvoyer/", views.mail_resend, name="mail_resend"),
    path("bureau/courriels/adresses/", views.address_list, name="address_list"),
    path(
        "bureau/courriels/adresses/<int:address_id>/remettre/", views.address_restore, name="address_restore"
    ),
    # espace/profil/courriels/
    path("espace/profil/courriels/", views.preferences, name="preferences"),
    path("espace/profil/courriels/choisir/", views.preferences_save, name="preferences_save"),
    # courriels/
    path("courriels/desabonnement/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("courriels/desabonnement/<str:token>/choisir/", views.unsubscribe_choose, name="unsubscribe_choose"),
    path("courriels/evenements/", views.delivery_events, name="delivery_events"),
    # demo/courriels/
    path("demo/courriels/", views.demo_mailbox, name="demo_mailbox"),
]
