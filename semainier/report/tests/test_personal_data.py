from semainier.report.models import Snapshot
from semainier.report.personal_data import erase, export
from semainier.report.services import publish_snapshot


def test_export_and_erase_keep_the_figures(small, fede):
    publish_snapshot(edition=small.edition, label="À la veille", by=fede)

    assert [line["label"] for line in export(fede)["snapshots"]] == ["À la veille"]
    assert erase(fede) == 1
    assert Snapshot.objects.get().by is None
    assert erase(fede) == 0
