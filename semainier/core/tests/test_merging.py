"""The contract of merging: what may be registered."""

import pytest

from semainier.core import merging
from semainier.core.merging import Handler, How, Kind


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_handlers", dict(merging._handlers))  # noqa: SLF001 -- put back after the test


def test_a_column_has_one_handler_whatever_its_case():
    twice = Handler("MAILINGS.mail", "user", Kind.PERSON, How.MOVE)

    with pytest.raises(ValueError, match="has a handler already"):
        merging.register([twice])


def test_what_stays_needs_a_reason():
    with pytest.raises(ValueError, match="nothing says why"):
        merging.register([Handler("x.Thing", "user", Kind.PERSON, How.KEEP)])


def test_a_column_of_an_app_that_is_not_installed_is_left_out():
    merging.register([Handler("absent.Thing", "user", Kind.PERSON, How.MOVE)])

    assert merging.handler_of("absent.thing.user") is not None
    assert "absent.Thing.user" not in {one.column for one in merging.all_handlers()}


def test_only_rows_of_the_kind_move():
    columns = {one.column for one in merging.moving(Kind.ORGANISATION)}

    assert "organisations.Membership.organisation" in columns
    assert "organisations.Membership.user" not in columns
    assert "audit.AuditEntry.organisation_id" not in columns
