"""Choose whom a segment holds; see the count before it is kept."""

import pytest

from semainier.audit.models import AuditEntry
from semainier.rally.criteria import Choice, Criteria
from semainier.rally.models import Segment
from semainier.rally.tests.pages import page_of

URL = "/bureau/relances/segments/nouveau/"


def test_filters_of_the_address_are_counted_and_explained(head, network):
    response = head.get(URL, {"regions": "75", "hors_familles": "coop", "hors_tailles": "s"})

    count = response.context["count"]
    assert (count.included, count.listed, count.several) == (4, 2, 1)
    page = page_of(response)
    assert "2 écartés\xa0: Coopérative." in page.replace(" : ", "\xa0: ")
    assert "Dont 1 pour plus d’une raison." in page


def test_segment_is_kept_for_the_head(head, network, fede):
    data = {
        "edition": network.edition.slug,
        "nom": "Silencieux",
        "etats": ["silent"],
        "hors_etats": ["unreachable"],
    }

    response = head.post(URL, data, follow=True)

    segment = Segment.objects.get()
    assert (segment.name, segment.association, segment.created_by) == ("Silencieux", None, fede)
    assert segment.choice == Choice(Criteria(states=("silent",)), Criteria(states=("unreachable",)))
    assert "Le segment «\xa0Silencieux\xa0» est gardé." in response.content.decode()
    assert AuditEntry.objects.filter(verb="segment.created", edition_id=network.edition.pk).exists()


def test_segment_of_a_coordinator_is_her_association_s(desk, network, association):
    desk.post(URL, {"edition": network.edition.slug, "nom": "Le mien"})

    assert Segment.objects.get().association == association


def test_coordinator_chooses_among_her_regions(desk, network):
    form = desk.get(URL).context["form"]

    assert [value for value, _word in form.fields["regions"].choices] == ["75"]


def test_segment_without_a_name_keeps_what_was_ticked(head, network):
    response = head.post(URL, {"edition": network.edition.slug, "nom": "", "familles": ["coop"]})

    assert response.context["form"].errors.keys() == {"nom"}
    assert response.context["count"].listed == 2
    assert not Segment.objects.exists()


@pytest.mark.parametrize("junk", [{"regions": "zz"}, {"etats": ["rien"]}, {"tailles": "99"}, {"page": "x"}])
def test_filter_that_means_nothing_is_dropped(head, network, junk):
    assert head.get(URL, junk).context["count"].listed == 5


def test_member_is_refused(client_of, alice, network):
    assert client_of(alice).get(URL).status_code == 403
