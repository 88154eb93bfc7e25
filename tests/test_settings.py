"""The settings from the environment: what belongs together, what a proxy may say, what makes no sense."""

import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from tests.tree import ROOT


def read(name: str, **variables: str) -> object:
    """Return one setting of a fresh process."""
    program = f"import json; from config import settings; print(json.dumps(settings.{name}))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"SEMAINIER_SECRET_KEY": "x"} | variables,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize(("behind", "trusted"), [("0", 0), ("1", 1)])
def test_people_are_counted_by_their_own_address_behind_a_proxy(behind: str, trusted: int) -> None:
    assert read("ALLAUTH_TRUSTED_PROXY_COUNT", SEMAINIER_BEHIND_PROXY=behind) == trusted


def test_without_a_provider_its_app_is_not_installed() -> None:
    assert "allauth.socialaccount" not in read("INSTALLED_APPS", SEMAINIER_OIDC_SERVER="")


def test_trusted_domains_are_read_whatever_their_case() -> None:
    given = "Habitat.example, toit.example,"

    assert read("OIDC_VERIFIED_DOMAINS", SEMAINIER_OIDC_VERIFIED_DOMAINS=given) == [
        "habitat.example",
        "toit.example",
    ]


def test_missing_companion_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEMAINIER_OIDC_SECRET", raising=False)

    with pytest.raises(ImproperlyConfigured, match="SEMAINIER_OIDC_SERVER is set: SEMAINIER_OIDC_SECRET"):
        env.wanted("SEMAINIER_OIDC_SECRET", because="SEMAINIER_OIDC_SERVER")


def test_missing_extra_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"pip install 'semainier\[oidc\]'"):
        env.require_extra("SEMAINIER_OIDC_SERVER", module="no_such_module", name="oidc")
