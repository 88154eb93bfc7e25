"""The signed-in client of the head office."""

from collections.abc import Callable

import pytest
from django.test import Client

from semainier.accounts.models import User


@pytest.fixture
def head(fede: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(fede)
