import doctest
from unittest.mock import patch

import requests

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..tools import sms_signature, sms_words
from ..tools.sms_signature import sign_twilio
from .mail_case import HelpdeskMailCase

NUMBER = "+34600111222"


@tagged("post_install", "-at_install")
class TestSms(HelpdeskMailCase, HttpCase):
    """A conversation by text messages: signed, joined, answered, and stopped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sms = cls.env["intervia.door"].create(
            {
                "name": "SMS",
                "kind": "twilio",
                "channel_id": cls.env.ref("intervia_helpdesk.channel_sms").id,
                "area_id": cls.area.id,
                "account": "AC1",
                "account_token": "12345",
                "number": "+34600000000",
            }
        )

    def test_doctests(self):
        for tool in (sms_signature, sms_words):
            self.assertFalse(doctest.testmod(tool).failed)

    def _text(self, signature=None, **fields):
        data = {
            "MessageSid": "SM1",
            "From": "+34600111222",
            "Body": "Sin red",
            **fields,
        }
        url = f"{self.base_url()}/intervia/sms/{self.sms.id}"
        signature = signature or sign_twilio(url, data, "12345")
        return self.url_open(
            f"/intervia/sms/{self.sms.id}",
            data=data,
            headers={"X-Twilio-Signature": signature},
        )

    def test_sms_opens_a_ticket_once(self):
        for _turn in range(2):
            self.assertEqual(self._text().text, "<Response/>")
        ticket = self.env["intervia.ticket"].search([("name", "=", "Sin red")])
        self.assertEqual(len(ticket), 1)
        self.assertEqual(ticket.partner_phone, "+34600111222")
        self.assertEqual(ticket.channel_id, self.sms.channel_id)

    def test_pictures_of_a_text_are_left_to_the_job(self):
        urls = [f"https://api.twilio.com/x/{number}" for number in range(2)]
        self._text(NumMedia="2", MediaUrl0=urls[0], MediaUrl1=urls[1], Body="")
        kept = self.env["intervia.intake"].search([("door_id", "=", self.sms.id)])
        self.assertEqual(kept.outcome, "ticket")
        self.assertEqual(kept.media_due.split("\n"), urls)

    @mute_logger("odoo.http")
    def test_sms_with_a_wrong_signature_is_refused(self):
        for signature in ("bm8=", "ñ".encode("latin-1")):
            self.assertEqual(self._text(signature=signature).status_code, 403)

    def _answer_text(self):
        self._text()
        ticket = self.env["intervia.ticket"].search([("name", "=", "Sin red")])
        ticket.user_id = self.user_agent
        self.env["intervia.sms"].search([]).unlink()  # the receipt
        self._answer(ticket, body="Pruebe ahora")
        return ticket, self.env["intervia.sms"].search([("ticket_id", "=", ticket.id)])

    def _run_job(self):
        self.env.ref("intervia_helpdesk.ir_cron_send_sms").method_direct_trigger()

    def test_answer_goes_out_as_sms_once(self):
        ticket, sms = self._answer_text()
        self.assertEqual((sms.state, sms.number), ("waiting", "+34600111222"))
        with patch.object(type(self.sms), "_send_sms", autospec=True) as send:
            self._run_job()
            self._run_job()
        text = f"[{ticket.number}] Pruebe ahora"
        self.assertEqual(send.call_args.args[1:], ("+34600111222", text))
        self.assertEqual((send.call_count, sms.state), (1, "sent"))
        self.assertIn("+34600111222", str(ticket.message_ids.mapped("body")))

    def test_sms_that_is_not_taken_is_tried_again_then_said(self):
        ticket, sms = self._answer_text()
        with (
            patch.object(type(self.sms), "_send_sms", side_effect=OSError("no line")),
            mute_logger("odoo.addons.intervia_helpdesk.models.intervia_sms"),
        ):
            for attempt in range(1, 6):
                sms.date_retry = "2020-01-01"
                self._run_job()
                self.assertEqual(sms.attempts, attempt)
        self.assertEqual(sms.state, "failed")
        self.assertIn("no line", str(ticket.message_ids.mapped("body")))

    def test_text_whose_ticket_takes_no_note_stops_no_other_and_stays_sent(self):
        ticket, sms = self._answer_text()
        second = sms.copy()
        with (
            patch.object(type(self.sms), "_send_sms", autospec=True) as send,
            patch.object(type(ticket), "_message_log", side_effect=ArithmeticError),
            mute_logger("odoo.addons.intervia_helpdesk.models.intervia_sms"),
        ):
            self._run_job()
            self._run_job()
        self.assertEqual((sms | second).mapped("state"), ["sent", "sent"])
        self.assertEqual(send.call_count, 2)

    def test_signature_covers_query_repeated_fields_and_the_public_address(self):
        data = {"MessageSid": "SM9", "From": NUMBER, "Body": "Hola", "Tag": ["b", "a"]}
        path = f"/intervia/sms/{self.sms.id}?sede=c%C3%A1diz&n=1%202"
        for base in (self.base_url(), self.sms.get_base_url()):
            signature = sign_twilio(f"{base}{path}", data, "12345")
            answer = self.url_open(
                path, data=data, headers={"X-Twilio-Signature": signature}
            )
            self.assertEqual(answer.status_code, 200, base)

    # A conversation

    def _say(self, text, sid=None, number=NUMBER):
        """A text arrives; its row in the ledger."""
        with self.mock_mail_gateway():
            answer = self.sms._receive(
                {
                    "external_id": sid or text,
                    "subject": text[:60],
                    "text": text,
                    "phone": number,
                }
            )
            self.env.cr.flush()
        return self.env["intervia.intake"].browse(answer["id"])

    def _get_texts(self, ticket):
        texts = self.env["intervia.sms"].search([("ticket_id", "=", ticket.id)])
        return texts.sorted("id").mapped("body")

    def test_what_comes_back_joins_the_open_ticket_of_the_number(self):
        ticket = self._say("Sin red").ticket_id
        again = self._say("Sigue igual")
        self.assertEqual((again.outcome, again.ticket_id), ("reply", ticket))
        message = self._last_message(ticket)
        self.assertEqual(message.author_id, ticket.partner_id)
        self.assertIn("Sigue igual", message.body)
        other = self._say("Sin luz", number="+34600111333")
        self.assertEqual(other.outcome, "ticket")
        ticket._move_to("finished")
        self.assertEqual(self._say("Otra cosa").outcome, "ticket")
        late = self._say(f"Re: [{ticket.number}] otra vez sin red")
        self.assertEqual((late.ticket_id, ticket.state), (ticket, "in_progress"))

    def test_receipt_and_end_are_told_by_text_and_no_mail_fails(self):
        ticket = self._say("Sin red").ticket_id
        self.assertIn("We have received your question", self._get_texts(ticket)[0])
        self.assertIn(ticket.number, self._get_texts(ticket)[0])
        self._say("Sigue igual")
        with self.mock_mail_gateway():
            ticket._move_to("finished")
            self.env.cr.flush()
        self.assertEqual(len(self._get_texts(ticket)), 2)
        self.assertFalse(self._mailed_to_nobody())

    def _mailed_to_nobody(self):
        mails = self._new_mails
        return mails.filtered(
            lambda m: not m.email_to and not all(m.recipient_ids.mapped("email"))
        )

    def test_who_has_an_address_as_well_is_told_by_mail(self):
        self.customer.phone = NUMBER
        ticket = self._say("Sin red").ticket_id
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertFalse(self._get_texts(ticket))

    def test_answer_that_is_not_for_the_client_is_no_text(self):
        ticket = self._say("Sin red").ticket_id
        before = self._get_texts(ticket)
        boss = self.env["res.partner"].create({"name": "B", "email": "b@b.example"})
        ticket.user_id = self.user_agent
        with self.mock_mail_gateway():
            ticket.with_user(self.user_agent)._answer("Para el jefe", recipients=boss)
            self.env.cr.flush()
        self.assertEqual(self._get_texts(ticket), before)

    def test_answer_too_long_for_a_text_is_cut_and_said(self):
        ticket = self._say("Sin red").ticket_id
        self._answer(ticket, self.user_supervisor, body="palabra " * 300)
        text = self._get_texts(ticket)[-1]
        self.assertEqual((len(text), text[-1]), (1600, "…"))
        self.assertIn("only the beginning", str(ticket.message_ids.mapped("body")))

    def test_stop_is_obeyed_and_is_no_question(self):
        for stop, start in (("STOP", "START"), (" baja. ", "Alta")):
            stopped = self._say(stop)
            self.assertEqual(stopped.outcome, "machine")
            ticket = self._say(f"Sin red {stop}").ticket_id
            self._answer(ticket, self.user_supervisor)
            self.assertFalse(self._get_texts(ticket))
            self.assertIn("no more", str(ticket.message_ids.mapped("body")))
            self.assertEqual(self._say(start).ticket_id, ticket)
            self._answer(ticket, self.user_supervisor)
            self.assertTrue(self._get_texts(ticket))
            ticket._move_to("finished")

    def test_text_that_waits_is_not_sent_to_who_refused_meanwhile(self):
        ticket = self._say("Sin red").ticket_id
        self._answer(ticket, self.user_supervisor)
        self._say("STOP")
        texts = self.env["intervia.sms"].search([("ticket_id", "=", ticket.id)])
        with patch.object(requests, "post") as post:
            for text in texts:
                text._send()
        post.assert_not_called()
        self.assertEqual(set(texts.mapped("state")), {"failed"})

    def test_asking_again_for_what_was_not_refused_is_an_answer(self):
        ticket = self._say("¿Cómo creo un usuario?").ticket_id
        answer = self._say("Alta")
        self.assertEqual((answer.outcome, answer.ticket_id), ("reply", ticket))

    def test_refusal_of_the_provider_is_said_in_his_words(self):
        refusal = requests.Response()
        refusal.status_code = 400
        refusal._content = b'{"code": 21211, "message": "Invalid To number"}'
        with (
            patch.object(requests, "post", return_value=refusal),
            self.assertRaisesRegex(ValueError, "Invalid To number"),
        ):
            self.sms._send_sms(NUMBER, "x")
