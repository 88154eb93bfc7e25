"""The whole demonstration, one step after the other."""

import datetime as dt
import random

from django.db import connection

from semainier.campaigns.models import Campaign
from semainier.demo.making.cast_stories import Cast
from semainier.demo.making.edition_2013 import make_2013
from semainier.demo.making.edition_2014 import make_2014
from semainier.demo.making.edition_current import make_current
from semainier.demo.making.network import make_network, merge_associations
from semainier.demo.making.people import make_people, pass_to_merged
from semainier.demo.models import Stage

SEED = 2013


def make_everything(stage: Stage, today: dt.date) -> Cast:
    """Make network and editions; the same stage and day give the same names, words, hours and figures."""
    network = make_network(random.Random(SEED))  # noqa: S311 -- invented names and days, no secret
    people = make_people(network)
    _count_rows()
    campaign = Campaign.objects.create(
        name="Semaine nationale des Hlm", name_en="National Social Housing Week"
    )
    first = make_2013(people, campaign)
    _count_rows()
    make_2014(first)
    merge_associations(network)
    pass_to_merged(people)
    cast = make_current(first, stage, today)
    _count_rows()
    return cast


def _count_rows() -> None:
    """Let PostgreSQL count what no other transaction sees yet: without it, it takes all tables for empty."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
