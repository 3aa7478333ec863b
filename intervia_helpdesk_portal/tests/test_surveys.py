from odoo import fields

from .knowledge_case import KnowledgeCase


class TestSurveys(KnowledgeCase):
    """Asked once when a ticket ends, reminded once, answered by the client alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls._create_survey("De la avería")
        cls.kind = cls.env["intervia.ticket.type"].create(
            {"name": "Avería", "survey_id": cls.survey.id}
        )

    @classmethod
    def _create_survey(cls, title):
        return cls.env["survey.survey"].create(
            {
                "title": title,
                "access_mode": "token",
                "questions_layout": "one_page",
                "question_and_page_ids": [
                    (
                        0,
                        0,
                        {
                            "title": "¿Quedó resuelto?",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [
                                (0, 0, {"value": "Sí"}),
                                (0, 0, {"value": "No"}),
                            ],
                        },
                    )
                ],
            }
        )

    def _finish(self, **vals):
        ticket = self._create_ticket(
            type_id=self.kind.id, user_id=self.user_agent.id, **vals
        )
        ticket._move_to("finished")
        return ticket

    def _mails(self, ticket):
        sheets = ticket.survey_input_ids
        return self.env["mail.mail"].search(
            [("model", "=", "survey.user_input"), ("res_id", "in", sheets.ids)]
        )

    def test_asked_once(self):
        with self.mock_mail_gateway():
            ticket = self._finish()
        self.assertEqual(ticket.survey_state, "pending")
        [mail] = self._new_mails.filtered(lambda m: m.model == "survey.user_input")
        self.assertEqual(mail.email_to, self.customer.email)
        self.assertIn(ticket._get_survey_url(), mail.body_html)
        with self.mock_mail_gateway():
            ticket._move_to("in_progress")
            ticket._move_to("finished")
        self.assertEqual(len(ticket.survey_input_ids), 1)
        self.assertFalse(
            self._new_mails.filtered(lambda m: m.model == "survey.user_input")
        )

    def test_category_goes_before_type(self):
        other = self._create_survey("De la categoría")
        parent = self.env["intervia.category"].create(
            {"name": "Impresoras", "area_id": self.area.id, "survey_id": other.id}
        )
        child = self.env["intervia.category"].create(
            {"name": "Láser", "area_id": self.area.id, "parent_id": parent.id}
        )
        ticket = self._finish(category_id=child.id)
        self.assertEqual(ticket.survey_input_ids.survey_id, other)

    def test_no_survey_nothing_asked(self):
        self.kind.survey_id = False
        self.assertFalse(self._finish().survey_state)

    def test_client_without_account_is_asked(self):
        ticket = self._finish(partner_id=False, partner_email="visitor@example.com")
        self.assertEqual(ticket.survey_input_ids.email, "visitor@example.com")

    def test_one_reminder(self):
        ticket = self._finish()
        sheet = ticket.survey_input_ids
        remind = self.env["survey.user_input"]._remind_intervia_surveys
        remind()
        self.assertFalse(sheet.intervia_date_reminded)
        sheet.intervia_date_mailed = fields.Datetime.subtract(
            fields.Datetime.now(), days=5
        )
        with self.mock_mail_gateway():
            remind()
            remind()
        self.assertEqual(
            len(self._new_mails.filtered(lambda m: m.model == "survey.user_input")), 1
        )

    def test_answered_is_not_reminded_and_marks_the_ticket(self):
        ticket = self._finish()
        sheet = ticket.survey_input_ids
        sheet.intervia_date_mailed = "2020-01-01"
        sheet._mark_done()
        self.assertEqual(ticket.survey_state, "answered")
        self.assertFalse(ticket._get_survey_url())
        self.env["survey.user_input"]._remind_intervia_surveys()
        self.assertFalse(sheet.intervia_date_reminded)

    def test_my_surveys_are_mine(self):
        ticket = self._finish()
        mine = self.env["intervia.ticket"].with_user(self.user_customer)
        theirs = self.env["intervia.ticket"].with_user(self.user_agent)
        self.assertEqual(mine._get_my_surveys(), ticket.survey_input_ids)
        self.assertFalse(theirs._get_my_surveys())
