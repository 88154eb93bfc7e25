"""People for the tests of the journal."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser


def make_user(email: str = "alice@a.example", **values: Any) -> AbstractBaseUser:
    return get_user_model().objects.create(email=email, **values)
