"""All permissions, one name each. What a role holds is in roles.py; who holds a role where, in organisations."""

from enum import StrEnum


class Permission(StrEnum):
    SPACE_VIEW = "space.view"  # open the members' space
    COMMITMENT_SIGN = "commitment.sign"  # accept the charter for an organisation
    EVENT_DECLARE = "event.declare"  # write, edit, submit, withdraw events of an organisation
    EVENT_VIEW = "event.view"  # read an event that is not public
    EVENT_MODERATE = "event.moderate"  # publish, ask for a change, refuse
    OUTCOME_GIVE = "outcome.give"  # say how an event went
    ORGANISATION_EDIT = "organisation.edit"  # address, contact, usual name
    PEOPLE_MANAGE = "people.manage"  # invite and remove people of an organisation
    PARTICIPATION_VIEW = "participation.view"  # the board: who takes part, who is silent
    REPORT_VIEW = "report.view"  # the bilan before it is published
    REPORT_PUBLISH = "report.publish"  # publish a snapshot
    EDITION_MANAGE = "edition.manage"  # dates, themes, phases, identity, charter, member list
    REGISTRY_MANAGE = "registry.manage"  # organisations, families, territories, imports
    MAIL_VIEW = "mail.view"  # the outbox, sends in doubt
    AUDIT_VIEW = "audit.view"  # the journal
    PERSONAL_DATA_MANAGE = "personal_data.manage"  # export and erase a person
