from lxml import etree

from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from odoo.addons.mail.tools.discuss import Store

from .common import HelpdeskCase

MENUS = {
    "requester": {"intervia_ticket_menu_requests"},
    "agent": {
        "intervia_area_menu_board",
        "intervia_ticket_menu_all",
        "intervia_ticket_menu_area",
        "intervia_ticket_menu_created",
        "intervia_ticket_menu_deadlines",
        "intervia_ticket_menu_mine",
        "intervia_ticket_menu_open",
        "intervia_ticket_menu_register",
        "intervia_ticket_menu_requests",
        "intervia_ticket_menu_unassigned",
        "intervia_ticket_menu_waiting",
        "intervia_reminder_menu",
        "intervia_worklog_menu",
        "res_partner_menu_companies",
    },
    "supervisor": {
        "intervia_metric_menu",
        "intervia_panel_menu",
        "intervia_workbook_menu",
        "intervia_intake_menu_supervisor",
        "intervia_ticket_view_menu",
    },
    "configuration": {
        "intervia_area_menu",
        "intervia_assignment_rule_menu",
        "intervia_category_menu",
        "intervia_channel_menu",
        "intervia_client_address_menu",
        "intervia_door_menu",
        "intervia_error_report_menu",
        "intervia_intake_menu",
        "intervia_login_ban_menu",
        "intervia_macro_menu",
        "intervia_person_act_menu",
        "intervia_password_change_menu",
        "intervia_priority_menu",
        "intervia_program_menu",
        "intervia_spam_token_menu",
        "intervia_sla_menu",
        "intervia_stage_menu",
        "intervia_tag_menu",
        "intervia_ticket_deadline_menu",
        "intervia_ticket_type_menu",
        "res_users_menu_staff",
    },
}


class TestViews(HelpdeskCase):
    """Each role finds its menus, and each menu opens without an error."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_requester = cls._create_user("requester", "base.group_user")
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)
        cls._create_ticket(partner_id=cls.user_requester.partner_id.id)

    def _get_menus(self, user):
        """Menus of this addon that ``user`` can click on: name -> its action."""
        prefix = "intervia_helpdesk."
        return {
            menu["xmlid"].removeprefix(prefix): self.env[menu["actionModel"]].browse(
                menu["actionID"]
            )
            for menu in self.env["ir.ui.menu"]
            .with_user(user)
            .load_web_menus(False)
            .values()
            if menu.get("xmlid", "").startswith(prefix) and not menu["children"]
        }

    def test_menus_of_each_role(self):
        requester, agent = MENUS["requester"], MENUS["agent"]
        supervisor = agent | MENUS["supervisor"]
        manager = supervisor | MENUS["configuration"]
        for user, expected in (
            (self.user_requester, requester),
            (self.user_agent, agent),
            (self.user_supervisor, supervisor),
            (self.user_manager, manager),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(set(self._get_menus(user)), expected)

    def test_every_menu_opens(self):
        """The views load and their first page reads, with the rights of the role."""
        for user in (
            self.user_requester,
            self.user_agent,
            self.user_supervisor,
            self.user_manager,
        ):
            for name, action in self._get_menus(user).items():
                if action._name == "ir.actions.client":
                    continue  # test_panel.py
                with self.subTest(user=user.login, menu=name):
                    self._open(action, user)

    def _open(self, action, user):
        context = safe_eval(action.context or "{}", {"uid": user.id})
        model = self.env[action.res_model].with_user(user).with_context(**context)
        loaded = model.get_views(action.views + [(False, "search")])["views"]
        self.assertTrue(all(view["arch"] for view in loaded.values()))
        if action.target == "new":
            return
        domain = safe_eval(action.domain or "[]", {"uid": user.id})
        spec = {name: {} for name in model.fields_get(attributes=[]) if name != "raw"}
        shown = set(loaded[action.views[0][1]]["arch"].split('"'))
        model.web_search_read(
            domain, {name: value for name, value in spec.items() if name in shown}
        )

    def test_wide_lists_have_cards_for_phones(self):
        """A phone shows three columns. Configuring is done at a desk."""
        desk = self.env.ref("intervia_helpdesk.intervia_helpdesk_menu_configuration")
        menus = self.env["ir.ui.menu"].search([("id", "child_of", desk.id)])
        at_desk = {menu.action.id for menu in menus if menu.action}
        without_cards = self.env["ir.actions.act_window"].search(
            [
                ("res_model", "=like", "intervia.%"),
                ("view_mode", "=like", "list%"),
                ("view_mode", "not like", "kanban"),
                ("id", "not in", list(at_desk)),
            ]
        )
        wide = without_cards.filtered(lambda a: self._count_columns(a) > 3)
        self.assertFalse(wide.mapped("xml_id"))

    def _count_columns(self, action):
        """Columns of the first list of an action; none if it is written in there."""
        view_id = action.views[0][0]
        arch = self.env[action.res_model].get_view(view_id, "list")["arch"]
        root = etree.fromstring(arch)
        shown = "./field[not(@widget='handle' or @optional or @column_invisible)]"
        return 0 if root.get("editable") else len(root.xpath(shown))

    def test_requester_opens_his_request(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_requester)
        action = self.env.ref("intervia_helpdesk.intervia_ticket_action_requests")
        view = self.env.ref("intervia_helpdesk.intervia_ticket_view_form_request")
        tickets = tickets.with_context(**safe_eval(action.context))
        form = Form(tickets, view=view)
        form.name = "A second screen"
        form.area_id = self.area
        ticket = form.save()
        self.assertEqual(ticket.partner_id, self.user_requester.partner_id)
        domain = safe_eval(action.domain, {"uid": self.user_requester.id})
        self.assertIn(ticket, tickets.search(domain))

    def test_agent_registers_in_the_full_form(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_agent)
        form = Form(tickets, view="intervia_helpdesk.intervia_ticket_view_form")
        form.name = "Screen is black"
        form.area_id = self.area
        form.partner_id = self.customer
        self.assertEqual(form.partner_email, self.customer.email)
        self.assertEqual(form.save().state, "registered")

    def test_form_of_a_cancelled_ticket_is_read_only(self):
        self.ticket.action_cancel()
        form = Form(
            self.ticket.with_user(self.user_manager),
            view="intervia_helpdesk.intervia_ticket_view_form",
        )
        for name in ("name", "priority_id", "area_id", "user_id", "description"):
            with self.subTest(field=name), self.assertRaises(AssertionError):
                setattr(form, name, False)

    def test_created_by_me_does_not_edit(self):
        for kind in ("list", "form"):
            name = f"intervia_helpdesk.intervia_ticket_view_{kind}_created"
            arch = self.env.ref(name).arch
            self.assertIn('create="0"', arch)
            self.assertIn('edit="0"', arch)
            self.assertNotIn("<button", arch)

    def test_who_waits_for_an_answer(self):
        tickets = self.env["intervia.ticket"]
        waiting = tickets.search([("is_client_waiting", "=", True)])
        self.assertIn(self.ticket, waiting)
        self.assertTrue(self.ticket.is_client_waiting)
        self.ticket.date_last_staff_message = self.ticket.create_date.replace(year=2999)
        self.assertFalse(self.ticket.is_client_waiting)
        self.env.flush_all()
        calm = tickets.search([("is_client_waiting", "=", False)])
        self.assertIn(self.ticket, calm)
        self.assertNotIn(
            self.ticket, tickets.search([("is_client_waiting", "=", True)])
        )

    def test_chatter_tells_support_what_is_hidden(self):
        message = self.ticket.message_post(
            body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        hidden = self._read_chatter(self.user_agent, message)
        self.assertIs(hidden, False)
        self.ticket.with_user(self.user_agent).action_hide_message(message.id)
        self.assertIs(self._read_chatter(self.user_agent, message), True)

    def test_chatter_tells_clients_nothing(self):
        ticket = self._create_ticket(partner_id=self.user_requester.partner_id.id)
        message = ticket.message_post(
            body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertIsNone(self._read_chatter(self.user_requester, message))

    def _read_chatter(self, user, message):
        store = Store().add(message.with_user(user).with_context(active_test=False))
        data = store.get_result()["mail.message"]
        return data[0].get("intervia_is_hidden")
