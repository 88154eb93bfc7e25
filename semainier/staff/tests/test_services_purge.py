"""Files sent long ago are forgotten, what they did stays."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage

from semainier.accounts.models import User
from semainier.core import clock
from semainier.staff.models import ImportRun
from semainier.staff.services.purge import KEPT_FOR, purge_imports
from semainier.staff.tests.factories import make_run

pytestmark = pytest.mark.usefixtures("federation")


def after(days: float) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


@pytest.mark.parametrize(("days", "forgotten"), [(0, 0), (90, 0), (90.01, 1), (400, 1)])
def test_a_file_is_kept_for_ninety_days(fede: User, days: float, forgotten: int):
    make_run(fede)

    with clock.at(after(days)):
        assert purge_imports() == forgotten


def test_the_counts_stay_without_the_lines(fede: User):
    run = make_run(fede)
    kept, path = (run.created, run.refused, run.file_name), run.file.name

    with clock.at(after(100)):
        purge_imports()

    run.refresh_from_db()
    assert (run.created, run.refused, run.file_name) == kept == (1, 1, "membres.csv")
    assert (run.file.name, run.stored_report, run.report.rows) == ("", {}, [])
    assert not default_storage.exists(path)


def test_a_second_time_finds_nothing_to_do(fede: User):
    make_run(fede)
    with clock.at(after(100)):
        assert [purge_imports(), purge_imports()] == [1, 0]


def test_only_old_files_go(fede: User):
    old = make_run(fede)
    with clock.at(after(60)):
        fresh = make_run(fede)

    with clock.at(after(KEPT_FOR.days + 1)):
        purge_imports()

    kept = [run.pk for run in ImportRun.objects.exclude(file="")]
    assert (kept, old.pk in kept) == ([fresh.pk], False)
