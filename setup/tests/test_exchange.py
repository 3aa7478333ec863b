"""The mail exchange over real sockets, with a stand-in for Odoo's door."""

import smtplib
import tempfile
import time
import unittest
from email.message import EmailMessage
from pathlib import Path

from ground import exchange, mailboxes
from ground.gateway import Gateway, Unavailable


class Door:
    """Takes what is for the areas; can be shut."""

    def __init__(self):
        self.open = True
        self.received = []

    def addresses(self):
        return {"sistemas@intervia.example"}

    def process(self, raw):
        if not self.open:
            raise Unavailable("shut")
        self.received.append(raw)


class TestExchange(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.door = Door()
        self.exchange = exchange.Exchange(self.folder, self.door, port=0)
        self.exchange.start()
        self.addCleanup(self.exchange.stop)

    def send(self, *recipients, sender="ana@cliente.example", body="¿Qué tal?"):
        message = EmailMessage()
        message["From"] = "Ana <ana@cliente.example>"
        message["To"] = recipients[0]
        message["Subject"] = "Año nuevo"
        message.set_content(body)
        with smtplib.SMTP("127.0.0.1", self.exchange.port) as client:
            client.send_message(message, sender, recipients)

    def eventually(self, condition):
        until = time.monotonic() + 10
        while not condition() and time.monotonic() < until:
            time.sleep(0.02)
        self.assertTrue(condition())

    def test_mail_to_an_area_goes_through_the_door(self):
        self.send("sistemas@intervia.example")
        self.eventually(lambda: self.door.received)
        (raw,) = self.door.received
        self.assertIn(b"Delivered-To: sistemas@intervia.example\n", raw)
        self.assertIn(b"Return-Path: <ana@cliente.example>\n", raw)
        self.assertEqual(mailboxes.boxes(self.folder), [])

    def test_other_mail_lands_in_a_mailbox(self):
        self.send("Otro@fuera.example")
        self.eventually(lambda: mailboxes.last(self.folder, "otro@fuera.example"))
        text = mailboxes.readable(mailboxes.last(self.folder))
        self.assertIn("Subject: Año nuevo", text)
        self.assertIn("¿Qué tal?", text)
        self.assertEqual(self.door.received, [])

    def test_mail_for_both_is_split(self):
        self.send("sistemas@intervia.example", "otro@fuera.example")
        self.eventually(lambda: self.door.received)
        self.assertEqual(mailboxes.boxes(self.folder), ["otro@fuera.example"])

    def test_a_shut_door_loses_nothing(self):
        self.door.open = False
        self.send("sistemas@intervia.example", "otro@fuera.example")
        self.eventually(lambda: self.exchange.failed.waiting())
        (key,) = self.exchange.failed.waiting()
        recipients, _raw = self.exchange.failed.take(key)
        self.assertEqual(recipients, ["sistemas@intervia.example"])
        self.door.open = True
        self.exchange.retry_at.clear()
        self.exchange.arrived.set()
        self.eventually(lambda: self.door.received)
        self.eventually(lambda: not self.exchange.failed.waiting())
        box = self.folder / "otro@fuera.example" / "new"
        self.assertEqual(len(list(box.glob("*"))), 1)

    def test_an_empty_return_path_stays_empty(self):
        self.send("sistemas@intervia.example", sender="")
        self.eventually(lambda: self.door.received)
        self.assertIn(b"Return-Path: <>\n", self.door.received[0])

    def test_a_large_mail_is_taken(self):
        self.send("otro@fuera.example", body=("x" * 75 + "\n") * 500_000)
        self.eventually(lambda: mailboxes.boxes(self.folder))

    def test_an_absent_odoo_is_no_crash(self):
        with self.assertRaises(Unavailable):
            Gateway("http://127.0.0.1:1", "demo", 2, "key").addresses()


if __name__ == "__main__":
    unittest.main()
