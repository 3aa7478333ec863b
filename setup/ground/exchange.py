"""The local mail exchange: a real SMTP server on loopback, from which no mail leaves.

A message is first written to a spool, then acknowledged. A worker hands what is for
one of Odoo's addresses to the gateway and lays the rest in a Maildir per address.
What Odoo does not take stays in ``failed`` and is tried again: nothing is lost.
Run with the environment's Python: ``python -m ground.exchange SETTINGS.json``.
"""

import json
import logging
import socket
import sys
import threading
import time
from email.utils import formatdate
from pathlib import Path

from aiosmtpd.controller import Controller

from .gateway import Gateway, Unavailable
from .mailboxes import FAILED, QUEUE, Spool, deliver

MAX_BYTES = 100_000_000
FIRST_RETRY, LAST_RETRY = 5, 600
logger = logging.getLogger("exchange")


class Exchange:
    """The server and its worker; ``port`` 0 takes a free one."""

    def __init__(self, folder, gateway, host="127.0.0.1", port=0):
        self.folder = Path(folder)
        self.gateway = gateway
        self.queue = Spool(self.folder, QUEUE)
        self.failed = Spool(self.folder, FAILED)
        self.retry_at = {}
        self.arrived = threading.Event()
        self.stopping = False
        self.worker = threading.Thread(target=self._work, daemon=True)
        self.smtp = Controller(
            self,
            hostname=host,
            port=port or any_port(),
            data_size_limit=MAX_BYTES,
            enable_SMTPUTF8=True,
        )

    def start(self):
        self.smtp.start()
        self.worker.start()

    @property
    def port(self):
        return self.smtp.port

    def stop(self):
        self.smtp.stop()
        self.stopping = True
        self.arrived.set()
        self.worker.join()

    async def handle_DATA(self, _server, session, envelope):
        """Called by aiosmtpd for each message: keep it, then say so."""
        sender = (envelope.mail_from or "").strip("<>")
        trace = (
            f"Return-Path: <{sender}>\n"
            f"Received: from {session.host_name or 'unknown'} by localhost; "
            f"{formatdate(localtime=True)}\n"
        )
        raw = trace.encode() + envelope.content.replace(b"\r\n", b"\n")
        try:
            self.queue.add(envelope.rcpt_tos, raw)
        except OSError as error:
            logger.error("can't keep a message: %s", error)
            return "451 4.3.0 Can't keep the message now, try again later"
        self.arrived.set()
        return "250 2.0.0 Message taken over"

    def _work(self):
        while not self.stopping:
            self.arrived.wait(FIRST_RETRY)
            self.arrived.clear()
            try:
                self.hand_on()
            except Exception:  # a worker that dies would keep mail without a word
                logger.exception("the worker stumbled")

    def hand_on(self):
        """Hand on what is queued, and what failed and is due again."""
        for key in self.queue.waiting():
            self._hand_on(self.queue, key)
        for key in self.failed.waiting():
            moment, pause = self.retry_at.setdefault(key, (0, FIRST_RETRY))
            if time.monotonic() >= moment:
                pause = min(pause * 2, LAST_RETRY)
                self.retry_at[key] = (time.monotonic() + pause, pause)
                self._hand_on(self.failed, key)

    def _hand_on(self, spool, key):
        recipients, raw = spool.take(key)
        waiting = recipients
        try:
            wanted = self.gateway.addresses()
            waiting = [address for address in recipients if address.lower() in wanted]
            for address in set(recipients) - set(waiting):
                deliver(self.folder, address, raw)
            if waiting:
                self.gateway.process(_marked(waiting, raw))
        except Unavailable as reason:
            logger.warning("kept for later, %s: %s", ", ".join(waiting), reason)
            self._keep(spool, key, waiting, raw)
            return
        logger.info("handed on to %s", ", ".join(recipients))
        spool.remove(key)
        self.retry_at.pop(key, None)

    def _keep(self, spool, key, waiting, raw):
        """Only for whom it still waits: the others have it already."""
        if spool is self.queue or spool.take(key)[0] != waiting:
            self.failed.add(waiting, raw)
            spool.remove(key)
            self.retry_at.pop(key, None)


def any_port():
    """A free port: aiosmtpd's controller must know its own before it starts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _marked(addresses, raw):
    """Say for whom it came, as an MTA does: blind copies stand in no header."""
    return b"".join(b"Delivered-To: %s\n" % name.encode() for name in addresses) + raw


def main():
    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO
    )
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    settings = json.loads(Path(sys.argv[1]).read_text())
    gateway = Gateway(*(settings[name] for name in ("url", "database", "user", "key")))
    exchange = Exchange(settings["folder"], gateway, port=settings["port"])
    exchange.start()
    logger.info("listening on port %s", exchange.port)
    exchange.worker.join()


if __name__ == "__main__":
    main()
