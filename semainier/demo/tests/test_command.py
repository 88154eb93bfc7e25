"""The command: what it refuses, what it keeps, what it removes. Making the network is test_network.py."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core.errors import DomainError
from semainier.demo.models import DemoMark
from semainier.demo.queries import is_foreign
from semainier.demo.services import deliver_mails, remove_demo
from semainier.mailings.services import queue_mail, send_due
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import update_organisation
from semainier.territories.models import Region


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", "--no-serve", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_demo_refuses_data_without_the_mark(org_a: Organisation) -> None:
    with pytest.raises(DomainError) as refused:
        run()

    assert refused.value.code == "demo.foreign_database"
    assert not DemoMark.objects.exists()


@pytest.mark.django_db
def test_demo_refuses_to_reset_data_without_the_mark(org_a: Organisation) -> None:
    with pytest.raises(DomainError, match="ne sont pas une démonstration"):
        run("--reset")

    assert Organisation.objects.filter(pk=org_a.pk).exists()


@pytest.mark.django_db
def test_reset_needs_something_to_remove() -> None:
    with pytest.raises(DomainError) as refused:
        run("--reset")

    assert refused.value.code == "demo.no_mark"


@pytest.mark.django_db
def test_demo_refuses_the_tables_of_another_program() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE blog_post (id integer)")

    assert is_foreign()


@pytest.mark.django_db
def test_territories_alone_are_an_empty_place(france: None) -> None:
    assert not is_foreign()


@pytest.mark.django_db
def test_second_start_keeps_what_was_changed(mark: DemoMark, org_a: Organisation) -> None:
    update_organisation(organisation=org_a, name="Un autre nom", by=None)

    said = run()

    assert Organisation.objects.get(pk=org_a.pk).name == "Un autre nom"
    assert "20\u00a0mai 2026" in said
    assert "semainier demo --reset" in said


@pytest.mark.django_db
def test_second_start_keeps_its_stage_and_says_so(mark: DemoMark) -> None:
    said = run("--stage", "week")

    assert DemoMark.objects.get().stage == "open"
    assert "L’étape se choisit à la création" in said


def test_demo_is_not_served_to_others(settings: LazySettings) -> None:
    settings.SEMAINIER_HOST = "0.0.0.0"  # noqa: S104 -- what is refused

    with pytest.raises(DomainError) as refused:
        call_command("demo")

    assert refused.value.code == "serve.public_demo"


@pytest.mark.django_db(transaction=True)
def test_deliver_mails_leaves_nothing_for_the_worker(
    demo_mode: None, settings: LazySettings, tmp_path: Path
) -> None:
    settings.EMAIL_URL = f"folder://{tmp_path}/mails"
    for name in ("ines", "zoe"):
        queue_mail(kind="test", to_email=f"{name}@deux-rives.example", subject="Bonjour", text="Un mot.")

    assert deliver_mails() == 2
    assert len(list((tmp_path / "mails").iterdir())) == 2


@pytest.mark.django_db
def test_deliver_mails_sends_nothing_out(settings: LazySettings) -> None:
    settings.EMAIL_URL = "smtp://localhost:1"
    queue_mail(kind="test", to_email="ines@deux-rives.example", subject="Bonjour", text="Un mot.")

    assert deliver_mails() == 0


@pytest.mark.django_db(transaction=True)
def test_remove_demo_leaves_nothing(
    mark: DemoMark, edition: Edition, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT, settings.EMAIL_URL = tmp_path / "media", f"folder://{tmp_path}/mails"
    picture = default_storage.save("events/2026/chest.jpg", ContentFile(b"jpeg"))
    queue_mail(kind="test", to_email="ines@deux-rives.example", subject="Bonjour", text="Un mot.")
    send_due()
    (tmp_path / "mails" / "other.eml").write_text("not ours")

    remove_demo()

    left = [model.objects.count() for model in (DemoMark, Organisation, Edition, User, Region)]
    assert left == [0, 0, 0, 0, 0]
    assert not default_storage.exists(picture)
    assert [path.name for path in (tmp_path / "mails").iterdir()] == ["other.eml"]
