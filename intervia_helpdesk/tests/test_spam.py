from random import Random

from odoo.tests import tagged

from ..tools.incoming_mail import IncomingMail
from ..tools.spam_tokens import get_tokens
from .data import spam_mails
from .mail_case import HelpdeskMailCase

SPAM = (
    "Gane dinero ya! Oferta increible de prestamos baratos {} en http://casino.example"
)
HAM = "La impresora {} de la tienda no imprime y sale un error de red en la factura"


@tagged("post_install", "-at_install")
class TestSpam(HelpdeskMailCase):
    """The filter learns what support marks, by company, and forgets it exactly."""

    def setUp(self):
        super().setUp()
        self.tokens = self.env["intervia.spam.token"]
        self.company = self.area.company_id
        self.env.cr.execute("DELETE FROM intervia_spam_token")
        self.env.registry.clear_cache()
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", "999")

    def _kept(self):
        return self.env["intervia.intake"].search([], limit=1)

    def _snapshot(self):
        self.env.cr.execute(
            "SELECT token, spam_count, ham_count FROM intervia_spam_token"
            " WHERE spam_count <> 0 OR ham_count <> 0 ORDER BY token"
        )
        return self.env.cr.fetchall()

    def _train(self):
        for n in range(60):
            for text, verdict in ((SPAM, "spam"), (HAM, "ham")):
                if verdict == "ham" or n < 30:
                    words = self._get_words(text.format(n))
                    self.tokens._learn(self.company, words, verdict)

    def _get_words(self, text):
        raw = self._build_mail(text, From="x@spam.example")
        return get_tokens(IncomingMail(raw), text)

    def _receive_spam(self, sender="new@spam.example"):
        return self._receive(SPAM.format("hoy"), From=sender, subject="Oferta")

    def test_untrained_filter_is_silent(self):
        self.assertTrue(self._receive_spam())
        self.assertFalse(self._kept().spam_verdict)

    def test_trained_filter_quarantines_and_says_why(self):
        self._train()
        self.assertFalse(self._receive_spam())
        kept = self._kept()
        self.assertEqual((kept.outcome, kept.spam_verdict), ("spam", "spam"))
        self.assertIn("times in spam", kept.spam_reasons)
        self.assertFalse(self._new_mails, "nobody answers spam")
        self.assertTrue(self._receive(HAM.format(3), From="new@roble.example"))
        self.assertEqual(self._kept().spam_verdict, "normal")

    def test_known_client_is_never_quarantined(self):
        self._train()
        ticket = self._receive_spam(self.client_mail)
        self.assertEqual(ticket.spam_verdict, "possible")

    def test_client_stays_known_though_a_mail_of_his_was_marked(self):
        self._train()
        ticket = self._receive("No imprime", From="new@roble.example")
        marked = self._receive(SPAM.format("ayer"), From="new@roble.example")
        with self.mock_mail_gateway():
            marked.action_mark_spam()
        again = self._receive_spam("new@roble.example")
        self.assertEqual(again.partner_id, ticket.partner_id)
        marked = self._receive(SPAM.format("ayer"), From="new@spam.example")
        self.assertFalse(marked)

    def test_sender_of_whom_all_is_spam_is_no_client(self):
        marked = self._receive_spam()
        with self.mock_mail_gateway():
            marked.action_mark_spam()
        self._train()
        self.assertFalse(self._receive_spam())

    def test_door_asks_the_filter_of_its_company(self):
        self._train()
        other = self.env["res.company"].create({"name": "Other"})
        area = self._create_area("Theirs", company_id=other.id)
        area.write({"member_ids": False, "supervisor_ids": False})
        channel = self.env.ref("intervia_helpdesk.channel_web")
        for where, outcome in ((area, "ticket"), (self.area, "spam")):
            door = self.env["intervia.door"].create(
                {"name": "Web", "channel_id": channel.id, "area_id": where.id}
            )
            text = SPAM.format("hoy")
            said = {"external_id": "1", "subject": "Oferta", "text": text}
            answer = door._receive({**said, "email": f"x{door.id}@spam.example"})
            self.assertEqual(answer["outcome"], outcome)

    def test_unlearnt_where_it_was_learnt(self):
        """A mail of no area is learnt by the company of whoever marks it."""
        before = self._snapshot()
        intake = self._receive("Something").intake_ids
        intake.write({"area_id": False, "company_id": False})
        intake.with_company(self.company_2)._learn_as("spam")
        intake.with_company(self.company)._learn_as("")
        self.assertEqual(self._snapshot(), before)

    def test_counts_below_nought_say_nothing(self):
        self._train()
        self.tokens._learn(self.company, ["odd"], "spam", times=-1)
        self.assertEqual(self.tokens._judge(self.company, ["odd"])[0], 0.5)

    def test_companies_learn_apart(self):
        self._train()
        self.assertFalse(self.tokens._is_active(self.company_2.id))

    def test_release_from_quarantine_and_learn(self):
        self._train()
        self._receive_spam()
        kept = self._kept()
        with self.mock_mail_gateway():
            kept.with_user(self.user_manager).action_mark_normal()
        self.assertEqual((kept.outcome, kept.spam_learnt), ("ticket", "ham"))
        self.assertTrue(kept.ticket_id)

    def test_unlearning_restores_the_scores_exactly(self):
        self._train()
        ticket = self._receive(HAM.format("nueva"), From="z@roble.example")
        before = self._snapshot()
        kept = self._kept()
        kept._learn_as("spam")
        self.assertNotEqual(self._snapshot(), before)
        kept._learn_as("ham")
        kept._learn_as("")
        self.assertEqual(self._snapshot(), before)
        self.assertFalse(kept.spam_learnt)
        self.assertTrue(ticket)

    def test_staff_marks_a_ticket_and_is_offered_the_similar_ones(self):
        tickets = [
            self._receive(SPAM.format(f"cliente {n}"), From=f"s{n}@spam.example")
            for n in range(3)
        ]
        self.area.agent_visibility = "area"
        for ticket in tickets:
            ticket.user_id = self.user_agent
        self.env.cr.flush()
        agent = tickets[0].with_user(self.user_agent)
        with self.mock_mail_gateway():
            action = agent.action_mark_spam()
            self.env.cr.flush()
        self.assertEqual(tickets[0].state, "cancelled")
        self.assertEqual(tickets[0].intake_ids.outcome, "spam")
        self.assertFalse(self._mailed(), "the spammer is told nothing")
        similar = self.env["intervia.intake"].search(action["domain"])
        self.assertEqual(similar.ticket_id, tickets[1] | tickets[2])

    def test_answered_mail_is_learnt_as_normal_by_the_job(self):
        ticket = self._receive()
        self._answer(ticket)
        self.env["intervia.intake"]._learn_from_answered()
        self.assertEqual(ticket.intake_ids.spam_learnt, "ham")

    def test_quarantine_is_emptied_after_some_days(self):
        self._train()
        self._receive_spam()
        kept = self._kept()
        self.env.cr.execute("UPDATE intervia_intake SET create_date = '2020-01-01'")
        self.env["ir.config_parameter"].set_param("intervia_helpdesk.spam_days", "0")
        self.env["intervia.intake"]._gc_machine_mail()
        self.assertTrue(kept.exists())
        self.env["ir.config_parameter"].set_param("intervia_helpdesk.spam_days", "5")
        self.env["intervia.intake"]._gc_machine_mail()
        self.assertFalse(kept.exists())

    def test_quarantine_is_kept_as_long_as_the_settings_say(self):
        self._train()
        self._receive_spam()
        kept = self._kept()
        self.env["ir.config_parameter"].set_param("intervia_helpdesk.spam_days", False)
        days = self.env["res.config.settings"].create({}).intervia_spam_days
        for age, left in ((days - 1, kept), (days + 1, kept.browse())):
            self.env.cr.execute(
                "UPDATE intervia_intake SET create_date = now() - %s * interval '1 day'"
                " WHERE id IN %s",
                [age, tuple(kept.ids)],
            )
            self.env.invalidate_all()
            kept._gc_machine_mail()
            self.assertEqual(kept.exists(), left)

    def _draw_words(self, count, is_spam):
        topics = spam_mails.SPAM if is_spam else spam_mails.WANTED
        return [
            get_tokens(IncomingMail(raw), raw.partition(b"\n\n")[2].decode())
            for raw in spam_mails.draw(count, is_spam, topics, "unlearn")
        ]

    def test_whatever_is_unlearnt_in_whatever_order_leaves_no_trace(self):
        chance = Random(7)
        mails = [*self._draw_words(12, True), *self._draw_words(25, False)]
        for index, words in enumerate(mails):
            self.tokens._learn(self.company, words, "spam" if index < 12 else "ham")
        counts = self._snapshot()
        verdicts = [self.tokens._judge(self.company, words) for words in mails]
        for _round in range(5):
            more = [
                (chance.choice(mails), chance.choice(("spam", "ham")))
                for _mail in range(15)
            ]
            for times in (1, -1):
                for words, verdict in chance.sample(more, len(more)):
                    self.tokens._learn(self.company, words, verdict, times=times)
            self.tokens._gc_forgotten()
            self.assertEqual(self._snapshot(), counts)
            again = [self.tokens._judge(self.company, words) for words in mails]
            self.assertEqual(again, verdicts)

    def test_reasons_read_like_words(self):
        reasons = [("oferta", 9, 0), ("s:oferta", 8, 0), ("link:casino.example", 7, 1)]
        lines = self.tokens._describe(reasons).splitlines()
        self.assertEqual(lines[0], "“oferta”: 9 times in spam, 0 in other mail")
        self.assertIn("“subject: oferta”", lines[1])
        self.assertIn("“link to: casino.example”", lines[2])

    def test_learning_and_scoring_ask_the_database_once(self):
        self._train()
        words = self._get_words(SPAM.format("x"))
        self.tokens._is_active(self.company.id)
        with self.assertQueryCount(2):  # the words, and whether there are enough
            self.tokens._learn(self.company, words, "spam")
        with self.assertQueryCount(1):
            self.tokens._judge(self.company, words)
