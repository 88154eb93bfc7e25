"""The mails of the demonstration, read on a page."""

import pytest

from semainier.mailings.tests.factories import make_mail

pytestmark = pytest.mark.django_db
URL = "/demo/courriels/"


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def _subjects(response):
    return [mail.subject for mail in response.context["page_obj"]]


def test_it_does_not_exist_outside_the_demonstration(client):
    assert client.get(URL).status_code == 404


def test_it_says_what_to_do_when_empty(client, demo):
    assert "Demandez un code de connexion" in client.get(URL).content.decode()


def test_it_shows_codes_and_links_to_click(client, demo):
    make_mail(subject="Votre code", text="ABC-DEF\n\nhttp://localhost:8000/i/x/?a=1&b=2", sensitive=True)

    page = client.get(URL).content.decode()

    assert "Votre code<small>mai, 10 h · alice@a.example</small>" in page
    assert "ABC-DEF" in page
    assert '<a href="http://localhost:8000/i/x/?a=1&amp;b=2" rel="nofollow">' in page


def test_a_box_holds_the_mails_of_one_address(client, demo):
    make_mail(to_email="alice@a.example", subject="Un")
    make_mail(to_email="bob@a.example", subject="Deux")

    assert _subjects(client.get(URL)) == ["Deux", "Un"]
    assert _subjects(client.get(URL, {"a": "alice@a.example"})) == ["Un"]


def test_boxes_are_found_by_name(client, demo):
    make_mail(to_email="alice@a.example", to_name="Alice Martin")
    make_mail(to_email="bob@a.example", to_name="Bob Durand")

    response = client.get(URL, {"q": "durand"})

    assert [box.email for box in response.context["mailboxes"]] == ["bob@a.example"]
    assert "Personne ne correspond" in client.get(URL, {"q": "zoe"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_lists_mails_in_three_queries(client, demo, count, django_assert_num_queries):
    for number in range(count):
        make_mail(subject=f"Mail {number}", to_email=f"{number}@a.example")
    client.get(URL)

    with django_assert_num_queries(3):
        assert len(_subjects(client.get(URL))) == count


def test_pages_keep_the_box(client, demo):
    for _number in range(21):
        make_mail()

    page = client.get(URL, {"a": "alice@a.example"}).content.decode()

    assert 'href="?a=alice%40a.example&amp;page=2"' in page
