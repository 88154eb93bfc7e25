"""The accessibility page is honest and gives an address."""

from django.test import Client

from semainier.organisations.models import Organisation


def test_page_says_where_to_write(client: Client, federation: Organisation) -> None:
    Organisation.objects.filter(pk=federation.pk).update(email="contact@union.example")

    html = client.get("/accessibilite/").content.decode()

    assert "Aucun audit indépendant n’a encore été mené" in html
    assert 'href="mailto:contact@union.example"' in html
