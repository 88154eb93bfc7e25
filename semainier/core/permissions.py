"""All permissions, one name each. What a role holds is in roles.py; who holds a role where, in organisations."""

from enum import StrEnum


class Permission(StrEnum):
    SPACE_VIEW = "space.view"  # open the members' space
    COMMITMENT_SIGN = "commitment.sign"  # accept the charter for an organisation
    EVENT_DECLARE = "event.declare"  # write, edit, submit, withdraw events of an organisation
    EVENT_VIEW = "event.view"  # read an event that is not public
    EVENT_MODERATE = "event.moderate"  # publish, ask for a change, refuse
    EVENT_PROPOSE = "event.propose"  # declare an event on behalf of an organisation, which confirms it
    TRUST_MANAGE = "trust.manage"  # let an organisation publish at once, or no longer
    OUTCOME_GIVE = "outcome.give"  # say how an event went
    ORGANISATION_EDIT = "organisation.edit"  # address, contact, usual name
    PEOPLE_MANAGE = "people.manage"  # invite and remove people of an organisation
    PARTICIPATION_VIEW = "participation.view"  # the board: who takes part, who is silent
    RALLY_SEND = "rally.send"  # write to the organisations of a territory, follow them up
    HELP_ANSWER = "help.answer"  # answer an organisation that asks for help
    REPORT_VIEW = "report.view"  # the bilan before it is published
    REPORT_PUBLISH = "report.publish"  # publish a snapshot
    EDITION_MANAGE = "edition.manage"  # dates, themes, phases, identity, charter, member list
    REGISTRY_MANAGE = "registry.manage"  # organisations, families, territories, imports
    MAIL_VIEW = "mail.view"  # the outbox, sends in doubt
    AUDIT_VIEW = "audit.view"  # the journal
    PERSONAL_DATA_MANAGE = "personal_data.manage"  # export and erase a person
