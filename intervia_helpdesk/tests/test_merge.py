from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .mail_case import HelpdeskMailCase


class TestMerge(HelpdeskMailCase):
    """Two tickets become one, come apart again, or only know of each other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        agent = cls.user_agent.id
        cls.survivor = cls._create_ticket(user_id=agent, name="No paper")
        cls.source = cls._create_ticket(user_id=agent, name="No ink")

    def setUp(self):
        super().setUp()
        with self.mock_mail_gateway():
            self.source.with_user(self.user_customer).message_post(
                body="Of the blue one",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                attachments=[("photo.txt", b"blue")],
            )
        self.answer = self._answer(self.source)
        self.entry = self.env["intervia.worklog"].create(
            {"ticket_id": self.source.id, "user_id": self.user_agent.id, "hours": 2}
        )
        self.stranger = self.env["res.partner"].create({"name": "Ana"})
        self.source.message_subscribe(self.stranger.ids)

    def _merge(self, user=None):
        with self.mock_mail_gateway():
            source = self.source.with_user(user or self.user_agent)
            source._merge_into(self.survivor.with_user(user or self.user_agent))
            self.env.cr.flush()

    def _get_state(self):
        """All that a merge moves or changes, as it stands."""
        self.env.flush_all()
        self.env.invalidate_all()
        spoken = [("message_type", "in", ("comment", "email"))]
        messages = self.env["mail.message"]
        files = self.env["ir.attachment"]
        return [
            (
                ticket.state,
                ticket.stage_id,
                ticket.progress,
                ticket.user_id,
                ticket.date_cancelled,
                ticket.worklog_ids,
                ticket.spent_hours,
                ticket.message_partner_ids,
                ticket.attended_user_ids,
                messages.search(
                    [("model", "=", ticket._name), ("res_id", "=", ticket.id), *spoken]
                ),
                files.search(
                    [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
                ),
            )
            for ticket in (self.source, self.survivor)
        ]

    def test_everything_follows(self):
        self._merge()
        self.assertEqual(self.source.state, "cancelled")
        self.assertEqual(self.entry.ticket_id, self.survivor)
        self.assertEqual(self.survivor.spent_hours, 2)
        self.assertIn(self.answer, self.survivor.message_ids)
        self.assertIn(
            "photo.txt", self.survivor.message_ids.attachment_ids.mapped("name")
        )
        self.assertIn(self.stranger, self.survivor.message_partner_ids)
        self.assertEqual(self._mailed(), [self.client_mail])
        self.assertIn(self.survivor.number, self._new_mails.body_html)

    def test_undone_exactly(self):
        self.source.with_user(self.user_agent).progress = 70
        before = self._get_state()
        self._merge()
        self.assertNotEqual(self._get_state(), before)
        self.source.with_user(self.user_agent).action_undo_merge()
        self.assertEqual(self._get_state(), before)
        self.assertFalse(self.source.merged_into_id)
        with self.assertRaises(UserError):
            self.source.with_user(self.user_agent).action_undo_merge()

    def test_merged_again_at_once(self):
        before = self._get_state()
        source = self.source.with_user(self.user_agent)
        for _time in range(2):
            source._merge_into(self.survivor)
            self.assertEqual(source.merged_into_id, self.survivor)
            self.assertEqual(self.entry.ticket_id, self.survivor)
            source.action_undo_merge()
            self.assertEqual(source.worklog_ids, self.entry)
        self.assertEqual(self._get_state(), before)

    def test_clocks_come_back_as_they_were(self):
        self.env["intervia.sla"].create({"name": "All", "solution_hours": 8})
        self.source._review_sla()
        fields = ["kind", "date_start", "date_deadline", "target_hours", "pauses"]
        before = self.source.deadline_ids.read(fields, load=None)
        self._merge()
        self.assertFalse(self.source.deadline_ids)
        self.source.with_user(self.user_agent).action_undo_merge()
        after = self.source.deadline_ids.read(fields, load=None)
        for rows in (before, after):
            for row in rows:
                row.pop("id")
        self.assertTrue(before)
        self.assertEqual(after, before)

    def test_later_mail_follows_by_reference_and_by_number(self):
        receipt = self.env["mail.message"].search(
            [
                ("model", "=", self.source._name),
                ("res_id", "=", self.source.id),
                ("message_type", "=", "notification"),
            ],
            limit=1,
        )
        self._merge()
        for mail in (
            {"in_reply_to": receipt.message_id, "subject": "Re: it"},
            {"subject": f"Re: [{self.source.number}] it"},
        ):
            with self.subTest(**mail):
                ticket = self._receive(f"Again {len(mail)}", **mail)
                self.assertEqual(ticket, self.survivor)
        self.assertFalse(self.source.follow_up_ids)

    def test_not_across_clients(self):
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        self.survivor.partner_id = other
        with self.assertRaises(UserError):
            self._merge()

    def test_not_twice_nor_into_itself_nor_cancelled(self):
        with self.assertRaises(UserError):
            self.source._merge_into(self.source)
        self._merge()
        with self.assertRaises(UserError):
            self._merge()
        with self.assertRaises(UserError):
            self.survivor._merge_into(self.source)

    def test_needs_the_right_to_change_both(self):
        stranger = self._create_user("stranger", "group_agent")
        with self.assertRaises(AccessError):
            self._merge(stranger)
        self._merge()
        with self.assertRaises(AccessError):
            self.source.with_user(stranger).action_undo_merge()

    def test_dialog_of_the_list(self):
        wizard = self.env["intervia.ticket.merge.wizard"].with_user(self.user_agent)
        wizard = wizard.with_context(
            active_model="intervia.ticket",
            active_ids=(self.source | self.survivor).ids,
        ).create({})
        self.assertEqual(wizard.survivor_id, self.survivor)
        with self.mock_mail_gateway():
            action = wizard.action_merge()
        self.assertEqual(action["res_id"], self.survivor.id)
        self.assertEqual(self.source.merged_into_id, self.survivor)

    # Apart

    def _ask_as_colleague(self):
        """The ticket that goes is of another person of the same company."""
        colleague = self._create_user(
            "colleague", "base.group_portal", parent_id=self.customer_company.id
        )
        self.source = self._create_ticket(
            user_id=self.user_agent.id,
            name="Salary",
            partner_id=colleague.partner_id.id,
        )
        with self.mock_mail_gateway():
            self.source.with_user(colleague).message_post(
                body="My secret salary",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                attachments=[("salary.txt", b"100")],
            )
        self.answer = self._answer(self.source, body="We look into the salary")
        self.source.with_user(self.user_agent).message_post(
            body="Hm", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        self.entry = self.env["intervia.worklog"].create(
            {
                "ticket_id": self.source.id,
                "user_id": self.user_agent.id,
                "hours": 2,
                "visible_to_client": True,
            }
        )
        self._answer(self.survivor, body="The other secret")
        return colleague

    def _read_as(self, user):
        """All the words, and names of files, that a client can read of both tickets."""
        self.env.flush_all()
        self.env.invalidate_all()
        ids = (self.source | self.survivor).ids
        about = [("model", "=", self.source._name), ("res_id", "in", ids)]
        messages = self.env["mail.message"].with_user(user).search(about)
        files = messages.sudo().attachment_ids
        return " ".join([*messages.mapped("body"), *files.mapped("name")])

    def test_another_person_is_merged_apart(self):
        colleague = self._ask_as_colleague()
        before = self._get_state()
        self._merge()
        self.assertEqual(self._mailed(), ["colleague@example.com"])
        self.assertNotIn(self.survivor.number, self._new_mails.body_html)
        theirs, his = self._read_as(self.user_customer), self._read_as(colleague)
        self.assertNotIn("salary", theirs)
        self.assertIn("My secret salary", his)
        self.assertIn("salary.txt", his)
        self.assertNotIn("other secret", his)
        inside = " ".join(self.survivor.message_ids.mapped("body"))
        self.assertIn("My secret salary", inside)
        self.assertIn("Hm", inside)
        files = self.survivor.message_ids.attachment_ids
        self.assertEqual(files.with_user(self.user_agent).raw, b"100")
        self.assertRecordValues(
            self.entry, [{"ticket_id": self.survivor.id, "visible_to_client": False}]
        )
        self.assertNotIn(colleague.partner_id, self.survivor.message_partner_ids)
        self.source.with_user(self.user_agent).action_undo_merge()
        self.assertEqual(self._get_state(), before)
        self.assertTrue(self.entry.visible_to_client)
        self.assertFalse(self.source.is_merged_apart)
        self.assertIn("salary.txt", self._read_as(colleague))

    def test_later_mail_of_one_merged_apart_opens_a_ticket_of_his_own(self):
        self._ask_as_colleague()
        self._merge()
        subject = f"Re: [{self.source.number}] it"
        ticket = self._receive(
            "My secret again", subject=subject, From="colleague@example.com"
        )
        self.assertEqual(ticket.origin_id, self.source)
        self.assertNotIn("secret again", self._read_as(self.user_customer))

    def test_dialog_says_who_would_read_what(self):
        colleague = self._ask_as_colleague()
        tickets = self.source | self.survivor
        form = self._open_dialog(tickets)
        self.assertIn("Colleague would read", form.exposures)
        self.assertIn("Customer would read", form.exposures)
        form.is_open = True
        with self.mock_mail_gateway():
            form.save().action_merge()
        self.assertIn("My secret salary", self._read_as(self.user_customer))
        self.assertIn(colleague.partner_id, self.survivor.message_partner_ids)

    def test_dialog_asks_nothing_of_one_person(self):
        self.assertFalse(self._open_dialog(self.source | self.survivor).exposures)

    def _open_dialog(self, tickets):
        wizard = self.env["intervia.ticket.merge.wizard"].with_user(self.user_agent)
        context = {"active_model": "intervia.ticket", "active_ids": tickets.ids}
        form = Form(wizard.with_context(**context))
        form.survivor_id = self.survivor
        return form

    def test_undone_without_what_was_deleted_meanwhile(self):
        policy = self.env["intervia.sla"].create({"name": "All", "solution_hours": 8})
        stage = self.env["intervia.stage"].create(
            {"name": "On the bench", "state": "in_progress"}
        )
        self.source.with_user(self.user_agent).write({"stage_id": stage.id})
        self.source._review_sla()
        self._merge()
        policy.unlink()
        stage.unlink()
        action = self.source.with_user(self.user_agent).action_undo_merge()
        self.assertIn("stage", action["params"]["message"])
        self.assertIn("policy", action["params"]["message"])
        self.assertEqual(self.source.state, "in_progress")
        self.assertFalse(self.source.deadline_ids)
        self.assertIn(self.answer, self.source.message_ids)

    # Splitting

    def test_split(self):
        messages = self.answer
        wizard = self.env["intervia.ticket.split"].with_user(self.user_agent)
        with self.mock_mail_gateway():
            action = (
                wizard.with_context(
                    active_model="intervia.ticket", active_id=self.source.id
                )
                .create({"name": "Cables", "message_ids": [Command.set(messages.ids)]})
                .action_split()
            )
            self.env.cr.flush()
        part = self.env["intervia.ticket"].browse(action["res_id"])
        self.assertFalse(self._mailed())
        self.assertEqual(messages.res_id, part.id)
        self.assertEqual(part.partner_id, self.source.partner_id)
        self.assertEqual(part.related_ids, self.source)
        self.assertIn(part, self.source.related_ids)

    def test_split_takes_no_message_of_another_ticket(self):
        alien = self._answer(self.survivor)
        self.source.with_user(self.user_agent)._split(alien, {"name": "Mine"})
        self.assertEqual(alien.res_id, self.survivor.id)

    # Relating

    def test_related_both_ways(self):
        source = self.source.with_user(self.user_agent)
        source.action_relate(self.survivor.id)
        self.assertEqual(self.survivor.related_ids, self.source)
        found = self.survivor.with_user(self.user_agent).read_related()
        self.assertEqual(found["related"][0]["number"], self.source.number)
        self.survivor.with_user(self.user_agent).action_unrelate(source.id)
        self.assertFalse(self.source.related_ids)

    def test_what_is_around_a_ticket_and_not_seen_is_left_out(self):
        area_id = self._create_area("Elsewhere", member_ids=[Command.clear()]).id
        hidden = self._create_ticket(area_id=area_id, user_id=self.user_manager.id)
        part = self._create_ticket(area_id=area_id, user_id=self.user_manager.id)
        part.parent_id = self.source
        self.source.write({"parent_id": hidden.id, "related_ids": hidden.ids})
        self.env.flush_all()
        self.env.invalidate_all()
        found = self.source.with_user(self.user_agent).read_related()
        for section in ("parent", "parts", "related"):
            self.assertEqual(found[section], [], section)
        self.env.invalidate_all()
        found = self.source.with_user(self.user_manager).read_related()
        for section in ("parent", "parts", "related"):
            self.assertEqual(len(found[section]), 1, section)

    def test_a_ring_of_merges_ends(self):
        self.env.flush_all()
        for one, other in (
            (self.source, self.survivor),
            (self.survivor, self.source),
        ):
            self.env.cr.execute(
                "UPDATE intervia_ticket SET merged_into_id = %s WHERE id = %s",
                [other.id, one.id],
            )
        self.env.invalidate_all()
        self.assertEqual(self.source._get_survivor(), self.survivor)

    def test_no_ticket_is_part_of_itself(self):
        self.source.parent_id = self.survivor
        with self.assertRaises(UserError):
            self.survivor.parent_id = self.source

    # Reusing

    def test_solutions_of_similar_tickets(self):
        old = self._create_ticket(user_id=self.user_agent.id, name="No ink at all")
        self._answer(old, body="Change the cartridge")
        with self.mock_mail_gateway():
            old.with_user(self.user_agent).action_finish()
        hidden = self._create_ticket(
            name="No ink", area_id=self._create_area("Elsewhere").id
        )
        self.env.flush_all()
        found = self.source.with_user(self.user_agent).read_related()["similar"]
        self.assertEqual([line["number"] for line in found], [old.number])
        self.assertIn("Change the cartridge", found[0]["solution"])
        self.assertNotIn(hidden.number, str(found))
        with self.assertRaises(AccessError):
            self.source.with_user(self.user_customer).read_related()
