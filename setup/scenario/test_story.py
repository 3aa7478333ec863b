"""One question in, one solved ticket out: the whole story through SMTP and HTTP."""

import os
import re
import time
import unittest
import uuid
from pathlib import Path

from .doors import Browser, Post, Refused, text_of

CANARY = f"canary-{uuid.uuid4().hex}"


class TestStory(unittest.TestCase):
    """Clients write mail, staff use the web client, and a server stands between."""

    @classmethod
    def setUpClass(cls):
        cls.url, cls.database = os.environ["STORY_URL"], os.environ["STORY_DATABASE"]
        cls.post = Post(int(os.environ["STORY_SMTP"]), Path(os.environ["STORY_MAIL"]))
        cls.elena = Browser(cls.url, cls.database, "elena")
        (cls.area,) = cls.elena.read(
            "intervia.area", [("alias_name", "=", "sistemas")], ["name", "alias_email"]
        )
        cls.mailbox = cls.area["alias_email"]

    def setUp(self):
        self.client = f"ana.{uuid.uuid4().hex[:8]}@cliente.example"

    # Helpers

    def ask(self, subject="La impresora no imprime", **headers):
        """A client asks by mail; returns the receipt and the ticket."""
        self.asked = self.post.send(
            f"Ana Pérez <{self.client}>", self.mailbox, subject, "Sale en blanco."
        )
        receipt = self.post.wait(self.client)
        number = re.search(r"\d{6}", receipt["Subject"]).group()
        return receipt, self.ticket(number)

    def ticket(self, number):
        (ticket,) = self.elena.read(
            "intervia.ticket",
            [("number", "=", number)],
            ["number", "name", "state", "user_id", "partner_id", "origin_id"],
        )
        return ticket

    def wait_for_state(self, number, state, patience=30):
        until = time.monotonic() + patience
        while time.monotonic() < until:
            ticket = self.ticket(number)
            if ticket["state"] == state:
                return ticket
            time.sleep(0.2)
        raise AssertionError(f"{number} is {ticket['state']}, not {state}")

    def agent_of(self, ticket):
        """The browser of whoever has the ticket; Elena gives it to Pablo if nobody."""
        if not ticket["user_id"]:
            (pablo,) = self.elena.read("res.users", [("login", "=", "pablo")], ["id"])
            self.elena.call(
                "intervia.ticket", "write", [ticket["id"]], {"user_id": pablo["id"]}
            )
            return Browser(self.url, self.database, "pablo")
        (user,) = self.elena.read(
            "res.users", [("id", "=", ticket["user_id"][0])], ["login"]
        )
        return Browser(self.url, self.database, user["login"])

    def answer(self, browser, ticket, text, move):
        """What the answer dialog sends."""
        wizard = browser.call(
            "intervia.ticket.answer",
            "create",
            [{"ticket_id": ticket["id"], "body": f"<p>{text}</p>", "move": move}],
        )
        browser.call("intervia.ticket.answer", "action_send", wizard)

    # The story

    def test_question_is_answered_solved_and_reopened(self):
        receipt, ticket = self.ask()
        self.assertIn(self.asked, receipt["References"] + str(receipt["In-Reply-To"]))
        self.assertNotEqual(receipt["Auto-Submitted"] or "no", "no")
        self.assertEqual(ticket["name"], "La impresora no imprime")
        agent = self.agent_of(ticket)
        agent.call(
            "intervia.ticket",
            "message_post",
            [ticket["id"]],
            body=CANARY,
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        self.answer(agent, ticket, "¿Ha probado a reiniciarla?", "waiting")
        answer = self.post.wait(self.client)
        self.assertIn("reiniciarla", text_of(answer))
        self.assertIn(ticket["number"], answer["Subject"])
        self.assertIn(self.mailbox, answer["Reply-To"] or answer["From"])
        self.assertIn(self.asked, answer["References"])
        self.wait_for_state(ticket["number"], "waiting")

        self.post.send(self.client, self.mailbox, "Re: x", "Sí, y nada.", answer)
        self.wait_for_state(ticket["number"], "in_progress")
        self.answer(agent, ticket, "Cambiado el tóner.", "finished")
        solved = self.post.wait(self.client)
        self.assertIn("tóner", text_of(solved))
        self.wait_for_state(ticket["number"], "finished")

        self.post.send(self.client, self.mailbox, "Re: x", "Sigue fallando.", solved)
        self.wait_for_state(ticket["number"], "in_progress")
        self.assertFalse(
            [
                f
                for f in self.post.folder.glob(f"{self.client}/*/*")
                if CANARY.encode() in f.read_bytes()
            ]
        )

    def test_mail_to_cancelled_opens_follow_up(self):
        receipt, ticket = self.ask("Duplicado")
        self.elena.call("intervia.ticket", "action_cancel", [ticket["id"]], "duplicado")
        self.wait_for_state(ticket["number"], "cancelled")
        self.post.wait(self.client)
        self.post.send(self.client, self.mailbox, "Re: x", "Pero sigue.", receipt)
        follow_up = self.post.wait(self.client)
        number = re.search(r"\d{6}", follow_up["Subject"]).group()
        self.assertNotEqual(number, ticket["number"])
        self.assertEqual(self.ticket(number)["origin_id"][0], ticket["id"])
        self.assertEqual(self.ticket(ticket["number"])["state"], "cancelled")

    def test_machine_mail_opens_and_answers_nothing(self):
        before = self.elena.call("intervia.ticket", "search_count", [])
        self.post.send(
            self.client,
            self.mailbox,
            "Fuera de la oficina",
            "Vuelvo el lunes.",
            Auto_Submitted="auto-replied",
        )
        _receipt, _ticket = self.ask_as_other()
        after = self.elena.call("intervia.ticket", "search_count", [])
        self.assertEqual(after, before + 1, "only the question of the other client")
        self.assertFalse(self.post.unread(self.client))

    def ask_as_other(self):
        """A question sent afterwards: once it is in, the earlier was dealt with."""
        kept, self.client = self.client, f"otro.{uuid.uuid4().hex[:8]}@cliente.example"
        try:
            return self.ask()
        finally:
            self.client = kept

    def test_number_in_subject_finds_the_ticket_of_its_client_only(self):
        _receipt, ticket = self.ask()
        subject = f"Sobre el [{ticket['number']}]"
        self.post.send(self.client, self.mailbox, subject, "Olvidé decir algo.")
        stranger = f"x.{uuid.uuid4().hex[:8]}@otro.example"
        self.post.send(stranger, self.mailbox, subject, "¿Qué hay ahí?")
        receipt = self.post.wait(stranger)
        self.assertNotIn(ticket["number"], receipt["Subject"].replace(subject, ""))
        messages = self.elena.read(
            "mail.message",
            [("model", "=", "intervia.ticket"), ("res_id", "=", ticket["id"])],
            ["body"],
        )
        bodies = " ".join(message["body"] for message in messages)
        self.assertIn("Olvidé decir algo", bodies)
        self.assertNotIn("¿Qué hay ahí?", bodies)

    def test_client_sees_no_note_over_http(self):
        carmen = Browser(self.url, self.database, "carmen")
        note, *_others = self.elena.read(
            "mail.message",
            [("model", "=", "intervia.ticket"), ("subtype_id.internal", "=", True)],
            ["id"],
        )
        for method, args in (("read", [[note["id"]], ["body"]]), ("search", [[]])):
            try:
                found = carmen.call("mail.message", method, *args)
            except Refused:
                continue
            self.assertNotIn(note["id"], found)


if __name__ == "__main__":
    unittest.main()
