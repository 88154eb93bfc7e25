"""What is heard of a mail that left, whoever says it: the provider, the server that sent it back, the mail server."""

import datetime as dt
from dataclasses import dataclass

from semainier.mailings.states import Delivery


@dataclass(frozen=True, slots=True)
class Feedback:
    """A word about one mail, which bears one of `message_ids`; `delivery` is None when its reader unsubscribed."""

    message_ids: tuple[str, ...]
    delivery: Delivery | None
    at: dt.datetime | None = None
    diagnosis: str = ""
