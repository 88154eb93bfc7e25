"""A picture that waits in a form: shown to who holds its word, kept by no cache."""

from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.core.pictures import clean_picture, keep_picture
from semainier.core.tests.pictures import upload


def test_word_leads_to_the_picture(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    word = keep_picture(clean_picture(upload()))

    response = Client().get(reverse("events:picture_kept", args=[word]))
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
    assert Client().get(reverse("events:picture_kept", args=[word + "x"])).status_code == 404
