"""Markers of views. Each view carries exactly one; tests/test_access.py fails for a view without."""

from collections.abc import Callable
from typing import Any, TypeVar

from semainier.core.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anyone may open the page."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Any signed-in person may open the page; the object decides the rest."""
    view.access = "signed_in"  # type: ignore[attr-defined]
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """The person must hold `permission` somewhere; the door of the object checks where (404 or 403)."""

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return mark


def writes_on_get(reason: str) -> Callable[[View], View]:
    """Exempt a view from the rule that GET never writes; the reason is read by people."""

    def mark(view: View) -> View:
        view.writes_on_get = reason  # type: ignore[attr-defined]
        return view

    return mark
