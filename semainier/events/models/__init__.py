"""An event, its dates, its moderation, its status, its place, and what its organiser says of it afterwards."""

from semainier.events.models.choices import (
    AccessNeed,
    Admission,
    Audience,
    Held,
    Mode,
    Moderation,
    Precision,
    Status,
)
from semainier.events.models.event import (
    Event,
    EventQuerySet,
    EventSession,
)
from semainier.events.models.moderation import (
    Alert,
    AlertReason,
    AlertState,
    AnswerDelay,
    Decision,
    DecisionAction,
    DecisionReason,
    Message,
    Preset,
    PresetFor,
    Trust,
)
from semainier.events.models.outcome import (
    Outcome,
)
from semainier.events.models.source import (
    Source,
    SourceKind,
)

__all__ = [
    "AccessNeed",
    "Admission",
    "Alert",
    "AlertReason",
    "AlertState",
    "AnswerDelay",
    "Audience",
    "Decision",
    "DecisionAction",
    "DecisionReason",
    "Event",
    "EventQuerySet",
    "EventSession",
    "Held",
    "Message",
    "Mode",
    "Moderation",
    "Outcome",
    "Precision",
    "Preset",
    "PresetFor",
    "Source",
    "SourceKind",
    "Status",
    "Trust",
]
