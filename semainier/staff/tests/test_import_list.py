"""The files that were sent."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.organisations.models import Organisation
from semainier.staff.models import ImportKind
from semainier.staff.services.imports import check_import
from semainier.staff.tests.factories import make_run

URL = "staff:import_list"


def test_it_shows_what_each_would_do(head: Client, fede: User, federation: Organisation):
    run = make_run(fede)

    response = head.get(reverse(URL))

    shown = response.context["page_obj"][0]
    assert (shown, shown.to_write, shown.refused, shown.uploaded_by) == (run, 1, 1, fede)
    assert reverse("staff:import_detail", args=[run.pk]) in response.content.decode()


def test_it_is_searched_and_filtered(head: Client, fede: User, federation: Organisation):
    make_run(fede)
    bad = SimpleUploadedFile("photo.png", b"\x89PNG\x00")
    check_import(kind=ImportKind.ORGANISATIONS, edition=None, file=bad, by=fede)

    def found(**filters: str) -> list[str]:
        return [run.file_name for run in head.get(reverse(URL), filters).context["page_obj"]]

    assert found() == ["photo.png", "membres.csv"]
    assert found(q="membres") == ["membres.csv"]
    assert found(state="refused") == ["photo.png"]
    assert found(kind="events") == []


def test_without_a_file_it_says_what_for(head: Client):
    assert reverse("staff:import_create") in head.get(reverse(URL)).content.decode()


def test_it_costs_the_same_for_one_file_and_for_three(
    head: Client, fede: User, federation: Organisation, django_assert_num_queries: Any
):
    make_run(fede)
    with django_assert_num_queries(7):
        head.get(reverse(URL))
    make_run(fede)
    make_run(fede)
    with django_assert_num_queries(7):
        head.get(reverse(URL))
