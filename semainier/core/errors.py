"""Errors that a person can act on: a stable code, a sentence, what to do next, an HTTP status."""

from http import HTTPStatus


class DomainError(Exception):
    """A refusal by a rule of the field. Raised by services, shown by the middleware `domain_errors`.

    `code` is stable (`event.wrong_state`); `message` and `next_step` are in the user's language.
    """

    status: int = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, code: str, message: str, next_step: str = "", *, status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = str(message)
        self.next_step = str(next_step)
        if status is not None:
            self.status = status


class Conflict(DomainError):
    """The thing is in a state that does not allow this (409)."""

    status = HTTPStatus.CONFLICT


class Forbidden(DomainError):
    """The person may see the thing but not do this (403)."""

    status = HTTPStatus.FORBIDDEN
