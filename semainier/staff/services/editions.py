"""Begin an edition, with its campaign when it is the first."""

from typing import Any

from django.db import transaction

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Campaign, Edition
from semainier.campaigns.services.editions import create_edition, publish_charter, set_goals, set_themes


@transaction.atomic
def begin_edition(
    *, campaign: Campaign | None, campaign_name: str, by: User, follow: Edition | None = None, **fields: Any
) -> Edition:
    """Create an edition in preparation; without a campaign one is made with that name.

    `follow` is the edition before: themes, goals, charter and colours are taken over, to be changed.
    Raises as `create_edition`. The caller has checked EDITION_MANAGE.
    """
    if campaign is None:
        campaign = Campaign.objects.create(name=campaign_name.strip())
        record(by=by, verb="campaign.created", target=campaign)
    if follow is None:
        return create_edition(campaign=campaign, by=by, **fields)
    colours = {"hue_a": follow.hue_a, "hue_b": follow.hue_b, "previous": follow}
    edition = create_edition(campaign=campaign, by=by, **{**colours, **fields})
    _take_over(follow, edition, by)
    return edition


def _take_over(old: Edition, new: Edition, by: User) -> None:
    columns = ("slug", "name", "name_en", "condition")
    set_themes(edition=new, themes=list(old.themes.values(*columns)), by=by)
    set_goals(edition=new, goals=dict(old.goals.values_list("kind", "target")), by=by)
    if (charter := old.charters.first()) is not None:
        publish_charter(edition=new, text=charter.text, by=by)
