from .portal_case import PNG, PortalCase


class TestClientActs(PortalCase):
    """What a client does with his ticket, through the pages of the portal."""

    def setUp(self):
        super().setUp()
        self.authenticate("customer", "customer")

    def test_reply_with_files_reaches_the_conversation(self):
        self._act(
            "reply", files=[("a.png", PNG), ("b.png", PNG)], body="Still\nburning"
        )
        message = self.ticket._get_client_messages()
        self.assertRecordValues(
            message,
            [{"author_id": self.customer.id, "message_type": "comment"}],
        )
        self.assertEqual(set(message.attachment_ids.mapped("name")), {"a.png", "b.png"})
        page = self.url_open(f"/my/intervia/tickets/{self.ticket.id}")
        self.assertIn("burning", page.text)
        link = page.text.split('href="/web/content/')[1].split('"')[0]
        self.authenticate(None, None)
        file = self.url_open("/web/content/" + link.replace("&amp;", "&"))
        self.assertEqual(file.content, PNG)

    def test_fourth_file_is_named_and_the_text_survives(self):
        files = [(f"{number}.png", PNG) for number in range(4)]
        page = self._act("reply", files=files, body="Four pictures")
        self.assertIn("“3.png” was left out", page.text)
        self.assertIn("Four pictures", page.text)
        self.assertEqual(page.text.count("(received)"), 3)
        self.assertFalse(self._get_conversation())

    def test_stale_page_keeps_the_text(self):
        page = self._act("reply", body="Long text", csrf_token="stale")
        self.assertIn("Long text", page.text)
        self.assertFalse(self._get_conversation())

    def test_empty_reply_is_refused(self):
        self.assertIn("Write your message", self._act("reply", body=" ").text)

    def test_close_says_the_word_and_tells_staff(self):
        self.ticket.sudo()._assign(self.user_agent)
        with self.mock_mail_gateway():
            answer = self._act("close", word="Water did it")
        self.assertEqual(self.ticket.state, "finished")
        self.assertIn("closed=1", answer.headers["Location"])
        self.assertEqual(self._get_conversation(), ["Water did it"])
        self.assertEqual(self._new_mails.recipient_ids, self.user_agent.partner_id)
        page = self.url_open(answer.headers["Location"])
        self.assertIn("o_intervia_undo", page.text)

    def test_undo_and_reopen(self):
        self.ticket.sudo()._move_to("finished")
        for _time in range(2):  # pressed twice
            self.assertEqual(self._act("reopen").status_code, 303)
            self.assertEqual(self.ticket.state, "in_progress")
        self.assertEqual(len(self._get_conversation()), 1)

    def test_reply_reopens(self):
        self.ticket.sudo()._move_to("finished")
        self._act("reply", body="It burns again")
        self.assertEqual(self.ticket.state, "in_progress")

    def test_priority_goes_up_and_down_and_staff_is_told(self):
        self.ticket.sudo()._assign(self.user_agent)
        with self.mock_mail_gateway():
            self._act("priority", direction="up")
        self.assertEqual(
            self.ticket.priority_id, self.env.ref("intervia_helpdesk.priority_high")
        )
        self.assertEqual(self._new_mails.recipient_ids, self.user_agent.partner_id)
        for _time in range(5):
            self._act("priority", direction="down")
        self.assertEqual(
            self.ticket.priority_id, self.env.ref("intervia_helpdesk.priority_low")
        )
        self.assertFalse(self._get_conversation())

    def test_mails_are_switched_off_and_on(self):
        self._act("notify")
        self.assertFalse(self.ticket.client_wants_mail)
        self._act("notify", wanted="1")
        self.assertTrue(self.ticket.client_wants_mail)

    def test_cancelled_takes_nothing(self):
        self.ticket.sudo()._move_to("cancelled")
        for act in ("reply", "close", "reopen", "priority", "notify"):
            with self.subTest(act):
                self.assertNotEqual(self._act(act, body="Hello").status_code, 303)
        page = self.url_open(f"/my/intervia/tickets/{self.ticket.id}")
        self.assertIn("takes no more messages", page.text)
        self.assertFalse(self._get_conversation())

    def test_visitor_with_the_key_speaks_as_the_author(self):
        self.authenticate(None, None)
        answer = self._act("reply", body="By the link", access_token=self.key)
        self.assertIn(self.key, answer.headers["Location"])
        message = self.ticket._get_client_messages()
        self.assertEqual(message.author_id, self.customer)
        self._act("close", access_token=self.key)
        self.assertEqual(self.ticket.state, "finished")

    def test_mail_to_the_author_carries_the_way_to_his_ticket(self):
        with self.mock_mail_gateway():
            ticket = self._create_ticket()
        receipt = self._new_mails.filtered(
            lambda mail: mail.recipient_ids == self.customer
        )
        self.assertIn(ticket.sudo().get_portal_url(), receipt.body_html)
        others = self._new_mails - receipt
        self.assertNotIn(
            ticket.sudo().access_token, "".join(others.mapped("body_html"))
        )

    def test_page_shows_what_support_shows_and_no_more(self):
        Worklog = self.env["intervia.worklog"]
        entry = {"ticket_id": self.ticket.id, "hours": 1}
        Worklog.create(
            [{**entry, "name": "Changed the fuse", "visible_to_client": True}]
        )
        Worklog.create([{**entry, "name": "Looked for coffee"}])
        self.ticket.estimated_hours = 2.5
        self.ticket.message_post(body="A <b>secret</b> note")
        self.ticket.with_user(self.user_agent).message_post(
            body="We are coming",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        text = self.url_open(f"/my/intervia/tickets/{self.ticket.id}").text
        for shown in ("Changed the fuse", "We are coming", "2 hours 30 minutes"):
            self.assertIn(shown, text)
        for hidden in ("Looked for coffee", "secret"):
            self.assertNotIn(hidden, text)
        self.ticket.action_hide_message(self.ticket._get_client_messages()[-1].id)
        text = self.url_open(f"/my/intervia/tickets/{self.ticket.id}").text
        self.assertNotIn("We are coming", text)

    def test_a_question_that_is_also_the_first_message_is_shown_once(self):
        ticket = self._create_ticket(description="<p>Flames at noon</p>")
        said = {
            "author_id": self.customer.id,
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_comment",
        }
        ticket.message_post(body="Flames  at noon", **said)
        self.assertEqual(len(ticket._get_client_timeline()), 1)
        ticket.message_post(body="And at one", **said)
        self.assertEqual(len(ticket._get_client_timeline()), 2)
        self.assertEqual(len(self.ticket._get_client_timeline()), 1)
        self.ticket.message_post(body="Something else", **said)
        self.assertEqual(len(self.ticket._get_client_timeline()), 2)
