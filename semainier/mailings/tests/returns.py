"""Mails as servers send them back, each about a mail of ours whose Message-ID stands where MESSAGE-ID is."""

ID = "MESSAGE-ID"

POSTFIX = f"""\
Return-Path: <>
Date: Wed, 20 May 2026 09:00:00 +0200 (CEST)
From: MAILER-DAEMON@mx.union.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ne-pas-repondre@union.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4F1C2.1779/mx.union.example"
Message-Id: <20260520070000.5D2B4@mx.union.example>

This is a MIME-encapsulated message.

--4F1C2.1779/mx.union.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--4F1C2.1779/mx.union.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.union.example
X-Postfix-Queue-ID: 4F1C2
Arrival-Date: Wed, 20 May 2026 08:59:58 +0200 (CEST)

Final-Recipient: rfc822; alice@a.example
Original-Recipient: rfc822;alice@a.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.a.example
Diagnostic-Code: smtp; 550 5.1.1 <alice@a.example>: Recipient address
    rejected: User unknown

--4F1C2.1779/mx.union.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

Message-ID: {ID}
From: Semainier <ne-pas-repondre@union.example>
To: Alice <alice@a.example>
Subject: Invitation

Bonjour,

--4F1C2.1779/mx.union.example--
"""

# Exchange names the mail in In-Reply-To and returns its headers alone, encoded, with lines that end in CR LF.
EXCHANGE = (
    f"""\
From: <postmaster@a.example>
To: <ne-pas-repondre@union.example>
Subject: =?utf-8?q?Non_remis_=3A_Invitation?=
In-Reply-To: {ID}
References: {ID}
Auto-Submitted: auto-generated
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9B095B5ADSN=_01DA/ex.a.example"

--9B095B5ADSN=_01DA/ex.a.example
Content-Type: text/html; charset="utf-8"

<p>Votre message n’a pas pu être remis.</p>

--9B095B5ADSN=_01DA/ex.a.example
Content-Type: message/delivery-status

Reporting-MTA: dns;ex.a.example
Received-From-MTA: dns;mx.union.example

Final-Recipient: rfc822;alice@a.example
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception

--9B095B5ADSN=_01DA/ex.a.example
Content-Type: text/rfc822-headers

Subject: Invitation
From: Semainier <ne-pas-repondre@union.example>

--9B095B5ADSN=_01DA/ex.a.example--
"""
).replace("\n", "\r\n")

# A complaint in the format of abuse reports.
COMPLAINT = f"""\
From: <feedback@isp.example>
Date: Wed, 20 May 2026 09:00:00 +0200
Subject: FW: Invitation
To: <abuse@union.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report.

--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Rcpt-To: <alice@a.example>

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822
Content-Disposition: inline

From: <ne-pas-repondre@union.example>
To: <alice@a.example>
Subject: Invitation
Message-ID: {ID}

Bonjour,

--part1_13d.2e68ed54_boundary--
"""

AUTOMATIC = f"""\
From: Alice <alice@a.example>
To: ne-pas-repondre@union.example
Subject: Absence
In-Reply-To: {ID}
Auto-Submitted: auto-replied

Je suis absente jusqu'au 30 mai.
"""

# An old server that writes for people only.
IN_WORDS = f"""\
From: MAILER-DAEMON@old.example
To: ne-pas-repondre@union.example
Subject: failure notice
References: {ID}

Hi. This is the qmail-send program at old.example.
<alice@old.example>: Sorry, no mailbox here by that name. (#5.1.1)
"""


def returned(template: str, message_id: str) -> bytes:
    return template.replace(ID, message_id).encode()


def with_status(action: str, status: str) -> str:
    """Return Postfix's report with another fate."""
    return POSTFIX.replace("Action: failed", f"Action: {action}").replace(
        "Status: 5.1.1", f"Status: {status}"
    )
