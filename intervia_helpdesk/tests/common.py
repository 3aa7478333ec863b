from odoo import Command
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCommon, mail_new_test_user


@tagged("post_install", "-at_install")
class HelpdeskCase(MailCommon):
    """One area, one person for each role, one client. Leaf addons import this."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_admin.partner_id.lang = "en_US"  # the demo's speaks Spanish
        cls.user_agent = cls._create_user("agent", "group_agent")
        cls.user_supervisor = cls._create_user("supervisor", "group_supervisor")
        cls.user_manager = cls._create_user("manager", "group_manager")
        cls.customer_company = cls.env["res.partner"].create(
            {"name": "Talleres Roble", "is_company": True}
        )
        cls.user_customer = cls._create_user(
            "customer", "base.group_portal", parent_id=cls.customer_company.id
        )
        cls.customer = cls.user_customer.partner_id
        cls.area = cls._create_area("Systems")
        cls.env["intervia.sla"].search([]).active = False  # the demo's promises
        cls.env["intervia.checklist"].search([]).unlink()

    @classmethod
    def _create_user(cls, login, group, **vals):
        group = group if "." in group else f"intervia_helpdesk.{group}"
        return mail_new_test_user(
            cls.env,
            login=login,
            name=login.replace("_", " ").title(),
            email=f"{login}@example.com",
            groups=group,
            company_id=vals.pop("company_id", cls.company_admin.id),
            **vals,
        )

    @classmethod
    def _create_area(cls, name, **vals):
        return cls.env["intervia.area"].create(
            {
                "name": name,
                "company_id": cls.company_admin.id,
                "member_ids": [Command.set(cls.user_agent.ids)],
                "supervisor_ids": [Command.set(cls.user_supervisor.ids)],
                **vals,
            }
        )

    @classmethod
    def _create_ticket(cls, **vals):
        return cls.env["intervia.ticket"].create(
            {
                "name": "The printer is on fire",
                "area_id": cls.area.id,
                "partner_id": cls.customer.id,
                **vals,
            }
        )
