"""What providers post, in the form that each documents; the mail's identifier comes back as its header gave it."""

import json
from typing import Any

from semainier.mailings.models import Mail
from semainier.mailings.providers import KEY, PROVIDERS

MOMENT = 1_779_256_800  # 20 May 2026, 06:00 UTC, in seconds


def carried(mail: Mail, provider: str) -> str:
    """Return what the provider's own header says of the mail."""
    return PROVIDERS[provider].headers(mail.message_id)[PROVIDERS[provider].header]


def brevo(mail: Mail, event: str, **further: Any) -> dict[str, Any]:
    return {
        "event": event,
        "email": mail.recipient_email,
        "id": 1834021,
        "date": "2026-05-20 08:00:00",
        "ts": MOMENT,
        "message-id": "<202605200600.48213907755@smtp-relay.mailin.fr>",
        "ts_event": MOMENT,
        "ts_epoch": MOMENT * 1000,
        "subject": mail.subject,
        "X-Mailin-custom": carried(mail, "brevo"),
        "sending_ip": "192.0.2.1",
        "template_id": 0,
        **further,
    }


def mailjet(mail: Mail, event: str, **further: Any) -> dict[str, Any]:
    return {
        "event": event,
        "time": MOMENT,
        "MessageID": 1152921539023914871,
        "Message_GUID": "1ab23cd4-e567-8901-2345-6789f0gh1i2j",
        "email": mail.recipient_email,
        "mj_campaign_id": 7257,
        "mj_contact_id": 4,
        "customcampaign": "",
        "CustomID": "",
        "Payload": carried(mail, "mailjet"),
        **further,
    }


def postmark(mail: Mail, record: str, **further: Any) -> dict[str, Any]:
    who = "Recipient" if record in {"Delivery", "SubscriptionChange", "Open"} else "Email"
    return {
        "RecordType": record,
        "MessageStream": "outbound",
        "ServerID": 23,
        "MessageID": "00000000-0000-4000-8000-000000000000",
        who: mail.recipient_email,
        "Metadata": {KEY: carried(mail, "postmark")},
        **further,
    }


def bounce(mail: Mail, kind: str, **further: Any) -> dict[str, Any]:
    """Return a bounce or complaint of Postmark, which has an identifier of its own."""
    record = "SpamComplaint" if kind == "SpamComplaint" else "Bounce"
    told = {
        "ID": 692560173,
        "Type": kind,
        "TypeCode": 1,
        "Name": kind,
        "Description": "The server was unable to deliver your message.",
        "Details": "smtp;550 5.1.1 no such user",
        "BouncedAt": "2026-05-20T06:00:00Z",
        "Inactive": True,
    }
    return postmark(mail, record, **told, **further)


def body(payload: object) -> dict[str, Any]:
    return {"data": json.dumps(payload), "content_type": "application/json"}
