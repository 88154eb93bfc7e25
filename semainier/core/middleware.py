"""What stands around every view: the marker is checked, errors of the field become pages, GET never writes."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.core.permissions import Permission
from semainier.core.registry import may_somewhere

logger = logging.getLogger("semainier.errors")
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class WriteOnGetError(Exception):
    """A page that only reads tried to write: a defect, raised in tests and development."""


def error_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Render an error of the field as a page with its code, its sentence and what to do next."""
    response = render(request, "core/error.html", {"error": error}, status=error.status)
    response["X-Error-Code"] = error.code
    return response


class domain_errors:  # noqa: N801 -- reads as a function in the list of middleware
    """Turn a DomainError that a view lets through into its page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        logger.info("refused %s %s: %s", request.method, request.path, exception.code)
        return error_page(request, exception)


class limit_bodies:  # noqa: N801 -- reads as a function in the list of middleware
    """Refuse a body over MAX_BODY_BYTES before it is read: a file that is too big must not fill the disk first."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > settings.MAX_BODY_BYTES:
            megabytes = settings.MAX_BODY_BYTES // 1_000_000
            message = _("What you send is too big: %(limit)s MB at most.") % {"limit": megabytes}
            next_step = _("Go back: what you typed is still there. Choose a smaller file.")
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            return error_page(request, DomainError("upload.too_big", message, next_step, status=status))
        return self.get_response(request)


class sign_in_by_default:  # noqa: N801 -- reads as a function in the list of middleware
    """Send a stranger to the sign-in page unless the view is marked public; check `requires`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        access = getattr(view, "access", None)
        if access == "public" or (access is None and view.__module__.startswith(("allauth.", "django."))):
            return None  # allauth guards its own pages
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if access == "signed_in":
            return None
        if isinstance(access, Permission) and may_somewhere(request.user, access):
            return None
        error = DomainError(
            "access.denied",
            _("Your role does not give access to this page."),
            _("If you need it, ask the person who invited you, or the head office."),
            status=HTTPStatus.FORBIDDEN,
        )
        return error_page(request, error)


class reads_never_write:  # noqa: N801 -- reads as a function in the list of middleware
    """Raise when a GET or HEAD view writes to the database: mail scanners follow every link.

    Works in tests and in development; in production the check costs time and the tests have spoken.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.active = settings.DEBUG or getattr(settings, "CHECK_READS", False)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.active or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)

        def only_reads(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            if not sql.lstrip(" (").upper().startswith(READING) and _must_only_read(request):
                raise WriteOnGetError(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(only_reads):
            return self.get_response(request)


READING = (
    "SELECT",
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK TO",
    "WITH",
    "EXPLAIN",
    "PRAGMA",
    "DECLARE",
    "FETCH",
    "CLOSE",
)


def _must_only_read(request: HttpRequest) -> bool:
    view = request.resolver_match.func if request.resolver_match else None
    return (
        view is not None and view.__module__.startswith("semainier.") and not hasattr(view, "writes_on_get")
    )
