"""A real SMTP server with a script, for tests.

Prints one JSON object per line: {"port": N} first, then what happened, before the client gets its answer:
{"event": "connect" | "auth" | "mail" | "rcpt" | "dropped" | "message", "tls": bool, ...}. A line on stdin is
repeated as {"event": "sync", "mark": LINE}; the end of stdin ends the server.
"""

import argparse
import asyncio
import json
import logging
import os
import ssl
import sys
import threading
import warnings

try:
    from aiosmtpd.smtp import SMTP, AuthResult
except ImportError:
    sys.exit("The SMTP tests need aiosmtpd: python3 -m pip install aiosmtpd")

HERE = os.path.dirname(os.path.abspath(__file__))


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "mode",
        choices=[
            "accept",       # takes every mail
            "greylist",     # 451 at RCPT, always or for the first --times
            "reject",       # 550 at RCPT
            "poison",       # 550 at RCPT for poison@..., takes the others
            "reject-sender",  # 550 at MAIL FROM
            "reject-data",  # 554 after the text
            "long-words",   # 550 at RCPT with many words
            "slow",         # waits --seconds before it takes the text
            "drop",         # reads the text, then hangs up without an answer; always or for the first --times
            "hang-up",      # 421 at RCPT and goodbye
        ],
    )
    parser.add_argument("--times", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--tls", choices=["none", "starttls", "smtps"], default="none")
    parser.add_argument("--certificate", choices=["right-host", "wrong-host"], default="right-host")
    parser.add_argument("--user", help="NAME:PASSWORD that AUTH must give")
    return parser.parse_args()


def tell(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Script:
    def __init__(self, args):
        self.args = args
        self.left = args.times

    def due(self):
        """Whether the script's trouble is on for this mail."""
        self.left -= 1
        return self.left >= 0

    def seen(self, event, server, **what):
        tls = self.args.tls == "smtps" or server.session.ssl is not None
        tell(event=event, tls=tls, **what)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.seen("connect", server)
        return responses

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        self.seen("mail", server, address=address)
        if self.args.mode == "reject-sender":
            return "550 5.7.1 Sender is not allowed here"
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        self.seen("rcpt", server, address=address)
        mode = self.args.mode
        if mode == "greylist" and self.due():
            return "451 4.7.1 Greylisted, come back later"
        if mode == "reject" or (mode == "poison" and address.startswith("poison@")):
            return "550 5.1.1 No such user here"
        if mode == "long-words":
            return "550 5.1.1 " + "No\x1b[31m such \t user " * 30
        if mode == "hang-up" and self.due():
            await server.push("421 4.3.2 Going down")
            server.transport.close()
            return "421 4.3.2 Going down"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.args.mode == "slow":
            await asyncio.sleep(self.args.seconds)
        data = envelope.content.decode("utf-8", "replace")
        if self.args.mode == "drop" and self.due():
            self.seen("dropped", server, data=data)
            server.transport.abort()
            return "250 OK"
        if self.args.mode == "reject-data":
            return "554 5.6.0 Content is not wanted"
        what = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "data": data}
        self.seen("message", server, **what)
        return "250 OK"

    def authenticate(self, server, session, envelope, mechanism, data):
        given = b"%s:%s" % (data.login, data.password)
        right = given.decode("utf-8", "replace") == self.args.user
        self.seen("auth", server, right=right)
        return AuthResult(success=right, handled=False)


def obey_stdin():
    for line in sys.stdin:
        tell(event="sync", mark=line.strip())
    os._exit(0)


async def main():
    args = options()
    logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)  # failed handshakes are wanted here
    script = Script(args)
    context = None
    if args.tls != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        pair = os.path.join(HERE, args.certificate)
        context.load_cert_chain(pair + ".pem", pair + ".key")
    settings = {"hostname": "sink.example", "enable_SMTPUTF8": True}
    if args.tls == "starttls":
        settings["tls_context"] = context
    if args.user:
        warnings.simplefilter("ignore")  # AUTH in clear text is what one test looks for
        settings.update(authenticator=script.authenticate, auth_required=True, auth_require_tls=False)
    wrapped = context if args.tls == "smtps" else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(script, **settings), "127.0.0.1", 0, ssl=wrapped)
    tell(port=server.sockets[0].getsockname()[1])
    threading.Thread(target=obey_stdin, daemon=True).start()
    await server.serve_forever()


asyncio.run(main())
