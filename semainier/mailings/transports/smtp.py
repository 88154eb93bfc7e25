"""Mails to a server. The server's word after the text is what counts; a line cut before it leaves a doubt."""

import datetime as dt
import re
import smtplib
import ssl
from email.message import EmailMessage
from typing import ClassVar

from semainier.mailings.message import message_host, return_address
from semainier.mailings.transports.base import InDoubtError, RefusedError, Transport

# smtps speaks TLS from the first byte, smtp+starttls asks for it, smtp is for a server on the same machine.
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}

# Replies of RFC 5321, 4.2; those about signing in (RFC 4954) are the operator's to mend, not the mail's.
DONE = frozenset({250, 251})
GO_AHEAD = frozenset({354})
SIGN_IN_TROUBLE = frozenset({530, 535, 538})
PERMANENT = range(500, 600)
REPLIES = range(200, 600)


class SmtpTransport(Transport):
    """`smtp://`, `smtps://` and `smtp+starttls://`, one connection for a round of mails."""

    # Longer than eight waits of thirty seconds: a slow server is not a dead worker.
    lease: ClassVar[dt.timedelta] = dt.timedelta(minutes=10)

    def __init__(
        self,
        *,
        host: str,
        port: int,
        security: str,
        user: str = "",
        password: str = "",
        timeout_seconds: float = 30,
    ) -> None:
        self.host, self.port, self.security = host, port, security
        self.user, self.password, self.timeout_seconds = user, password, timeout_seconds
        self._connection: smtplib.SMTP | None = None

    def deliver(self, message: EmailMessage) -> None:
        """Hand one mail to the server: a refusal before the text is certain, a cut after it is a doubt."""
        try:
            connection = self._connected()
            _expect(DONE, connection.mail(return_address().addr_spec))
            _expect(DONE, connection.rcpt(message["To"].addresses[0].addr_spec))
            _expect(GO_AHEAD, connection.docmd("DATA"))
        except RefusedError:
            self.close()
            raise
        except (OSError, ValueError) as error:  # smtplib's own errors are OSErrors
            self.close()
            raise RefusedError(_words(error)) from error
        self._transfer(connection, bytes(message))

    def was_delivered(self, message_id: str) -> None:
        """Nobody can tell: the server may have taken it."""

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.quit()
        except OSError:
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            where = (self.host, self.port, message_host())
            connection = (
                smtplib.SMTP_SSL(*where, timeout=self.timeout_seconds, context=ssl.create_default_context())
                if self.security == "smtps"
                else smtplib.SMTP(*where, timeout=self.timeout_seconds)
            )
            self._connection = connection
            if self.security == "smtp+starttls":
                connection.starttls(context=ssl.create_default_context())
            if self.user:
                connection.login(self.user, self.password)
            connection.ehlo_or_helo_if_needed()
        return self._connection

    def _transfer(self, connection: smtplib.SMTP, content: bytes) -> None:
        dotted = re.sub(rb"(?m)^\.", b"..", content)
        try:
            connection.send(dotted + (b"" if dotted.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            reply = connection.getreply()
        except OSError as error:
            self.close()
            raise InDoubtError(_words(error)) from error
        if reply[0] not in REPLIES:
            self.close()
            raise InDoubtError(_reply_words(reply))
        _expect(DONE, reply)


def _expect(codes: frozenset[int], reply: tuple[int, bytes]) -> None:
    if reply[0] not in codes:
        is_permanent = reply[0] in PERMANENT and reply[0] not in SIGN_IN_TROUBLE
        raise RefusedError(_reply_words(reply), is_permanent=is_permanent)


def _reply_words(reply: tuple[int, bytes]) -> str:
    return f"{reply[0]} {reply[1].decode('utf-8', 'replace')}"


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _reply_words((error.smtp_code, said if isinstance(said, bytes) else said.encode()))
    return f"{type(error).__name__}: {error}"
