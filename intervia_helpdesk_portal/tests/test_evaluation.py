from odoo.exceptions import AccessError, UserError

from .knowledge_case import KnowledgeCase


class TestEvaluation(KnowledgeCase):
    """The client's verdict on answers and on the case; support has none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.level = cls.env.ref("intervia_helpdesk_portal.rating_level_incomplete")
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)
        cls.answer = cls.ticket.with_user(cls.user_agent)._answer("Pruebe otra vez")
        cls.mine = cls.ticket.with_user(cls.user_customer)

    def test_client_evaluates_an_answer_and_changes_his_mind(self):
        self.mine._rate_answer(self.answer, self.level, "Falta el enlace")
        rating = self.ticket.answer_rating_ids
        self.assertRecordValues(
            rating,
            [
                {
                    "score": 50,
                    "user_id": self.user_agent.id,
                    "partner_id": self.customer.id,
                    "comment": "Falta el enlace",
                }
            ],
        )
        self.mine._rate_answer(
            self.answer,
            self.env.ref("intervia_helpdesk_portal.rating_level_satisfactory"),
        )
        self.assertEqual(self.ticket.answer_rating_ids, rating)
        self.assertEqual(rating.score, 100)

    def test_only_public_answers_of_staff(self):
        note = self.ticket.message_post(body="nota", subtype_xmlid="mail.mt_note")
        own = self.mine._reply_by_client("gracias")
        for message in (note, own):
            with self.assertRaises(UserError):
                self.mine._rate_answer(message, self.level)

    def test_staff_evaluates_nothing(self):
        for user in (self.user_agent, self.user_supervisor, self.user_manager):
            ticket = self.ticket.with_user(user)
            with self.assertRaises(AccessError):
                ticket._rate_answer(self.answer, self.level)
            with self.assertRaises(AccessError):
                ticket._rate_case(5)

    def test_case_in_stars_once_finished(self):
        with self.assertRaises(UserError):
            self.mine._rate_case(4)
        self.ticket._move_to("finished")
        self.mine._rate_case(4, "Rápidos")
        self.assertEqual(self.ticket.rating_last_value, 4)
        self.mine._rate_case(2)
        self.assertEqual(self.ticket.rating_last_value, 2)
        self.assertEqual(len(self.ticket.rating_ids), 1)
        self.assertEqual(self.ticket.state, "finished", "a verdict reopens nothing")
        with self.assertRaises(UserError):
            self.mine._rate_case(9)

    def test_verdict_is_no_message_to_the_client(self):
        self.ticket._move_to("finished")
        before = self.ticket._get_client_messages()
        self.mine._rate_case(5, "Gracias")
        self.assertEqual(self.ticket._get_client_messages(), before)

    def test_posting_does_not_rate(self):
        self.mine.message_post(body="hola", rating_value=1)
        self.assertFalse(self.ticket.rating_ids)
