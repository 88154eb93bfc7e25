"""A demonstration of three people, made by hand: what the page and the command need, without the network."""

import datetime as dt

import pytest
from django.conf import LazySettings

from semainier.accounts.models import User
from semainier.demo.models import DemoMark, DemoPerson, Stage


@pytest.fixture
def demo_mode(settings: LazySettings) -> None:
    settings.DEMO = True


@pytest.fixture
def mark(db: None) -> DemoMark:
    return DemoMark.objects.create(today=dt.date(2026, 5, 20), stage=Stage.OPEN, version="1")


@pytest.fixture
def played(demo_mode: None, mark: DemoMark, alice: User, regina: User, fede: User) -> DemoMark:
    """Alice, Regina and Fede may be played."""
    for part, user in {"uncommitted": alice, "coordinator-aquitaine": regina, "head": fede}.items():
        DemoPerson.objects.create(part=part, user=user)
    return mark
