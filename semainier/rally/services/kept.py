"""Keep, change and remove what is used again: segments, message templates, tags of organisations."""

import re
from collections.abc import Iterable

from django.db import transaction

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.rally.criteria import Choice
from semainier.rally.models import MessageTemplate, OrganisationTag, Segment

TAG_LENGTH = 40


@transaction.atomic
def create_segment(
    *, edition: Edition, name: str, choice: Choice, association: Organisation | None, by: User
) -> Segment:
    """Keep a segment for the head office, or for an association. The caller has checked RALLY_SEND."""
    segment = Segment.objects.create(
        edition=edition,
        association=association,
        name=name,
        include=choice.include.stored(),
        exclude=choice.exclude.stored(),
        created_at=clock.now(),
        created_by=by,
    )
    record(by=by, verb="segment.created", target=segment, edition_id=edition.pk)
    return segment


@transaction.atomic
def update_segment(*, segment: Segment, name: str, choice: Choice, by: User) -> Segment:
    """Change a segment; sendings that were confirmed keep theirs. The caller has checked that it is hers."""
    segment.name = name
    segment.include, segment.exclude = choice.include.stored(), choice.exclude.stored()
    segment.save(update_fields=["name", "include", "exclude"])
    record(by=by, verb="segment.updated", target=segment, edition_id=segment.edition_id)
    return segment


@transaction.atomic
def delete_segment(*, segment: Segment, by: User) -> None:
    """Remove a segment; sendings keep its name. The caller has checked that it is hers."""
    record(by=by, verb="segment.deleted", target=segment, edition_id=segment.edition_id)
    segment.delete()


@transaction.atomic
def save_template(*, template: MessageTemplate, by: User) -> MessageTemplate:
    """Keep a message template, new or changed; sendings that were confirmed keep their text."""
    is_new = template.pk is None
    if is_new:
        template.created_at, template.created_by = clock.now(), by
    template.save()
    record(by=by, verb="message_template.created" if is_new else "message_template.updated", target=template)
    return template


@transaction.atomic
def delete_template(*, template: MessageTemplate, by: User) -> None:
    """Remove a message template. The caller has checked that it is hers."""
    record(by=by, verb="message_template.deleted", target=template)
    template.delete()


def tag_of(words: str) -> str:
    """Return a tag as it is kept: lower case, one space between words, at most 40 signs."""
    return re.sub(r"\s+", " ", words).strip().lower()[:TAG_LENGTH].strip()


@transaction.atomic
def add_tag(*, name: str, organisations: Iterable[Organisation], by: User) -> int:
    """Set a tag on organisations; return how many did not bear it. The caller has checked her reach. Four queries."""
    tag = tag_of(name)
    keys = {organisation.pk for organisation in organisations}
    have = set(OrganisationTag.objects.filter(name=tag).values_list("organisation", flat=True))
    new = [OrganisationTag(organisation_id=key, name=tag, set_at=clock.now()) for key in sorted(keys - have)]
    OrganisationTag.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    record(by=by, verb="tag.added", data={"tag": tag, "organisations": sorted(keys - have)})
    return len(new)


@transaction.atomic
def remove_tag(*, name: str, organisations: Iterable[Organisation], by: User) -> int:
    """Take a tag off organisations; return how many bore it. The caller has checked her reach. Three queries."""
    keys = [organisation.pk for organisation in organisations]
    taken = OrganisationTag.objects.filter(name=tag_of(name), organisation__in=keys).delete()[0]
    record(by=by, verb="tag.removed", data={"tag": tag_of(name), "organisations": keys})
    return taken


@transaction.atomic
def delete_tag(*, name: str, reach: Reach, by: User) -> int:
    """Take a tag off every organisation within reach; return how many bore it. Two queries."""
    within = Organisation.objects.within(reach).values("pk")
    taken = OrganisationTag.objects.filter(name=name, organisation__in=within).delete()[0]
    record(by=by, verb="tag.deleted", data={"tag": name, "organisations": taken})
    return taken
