import json

from markupsafe import Markup

from odoo.addons.intervia_helpdesk.tests import axe

from .portal_case import PortalCase


class TestAccessibility(PortalCase):
    """axe-core finds nothing serious or critical, on a desk or on a phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        axe.publish(cls.env)
        cls.ticket.action_open_public_page()
        cls.ticket.message_post(
            body=Markup('<p>Still</p><div data-o-mail-quote="1">You wrote</div>'),
            author_id=cls.customer.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        cls.finished = cls._create_ticket()
        cls.finished._answer("<p>Water helps</p>", state="finished")
        cls.env["intervia.worklog"].create(
            {
                "ticket_id": cls.ticket.id,
                "name": "Brought water",
                "visible_to_client": 1,
            }
        )
        cls.opening = cls.env["intervia.opening"].create(
            {"name": "A question", "partner_name": "Ana", "email": "ana@example.com"}
        )

    def _judge(self, paths, login=None):
        code = axe.JUDGE % {"paths": json.dumps(paths)}
        self.browser_js("/soporte", code, login=login, timeout=180)

    def test_pages_of_clients(self):
        tickets = "/my/intervia/tickets"
        self._judge(
            [
                "/my",
                "/soporte",
                "/soporte/nuevo",
                tickets,
                f"{tickets}?group=label&show=open&search=fire",
                f"{tickets}?search=nothing+of+the+kind",
                f"{tickets}/{self.ticket.id}?sent=1",
                f"{tickets}/{self.finished.id}?closed=1",
            ],
            "customer",
        )

    def test_pages_of_visitors(self):
        self._judge(
            [
                "/soporte",
                "/soporte/nuevo",
                "/soporte/enviado",
                "/soporte/accesibilidad",
                f"/soporte/confirmar/{self.opening.token}",
                "/soporte/confirmar/nothing",
                f"/soporte/ticket/{self.ticket.public_token}",
                "/soporte/ticket/nothing",
                f"/my/intervia/tickets/{self.ticket.id}?access_token={self.key}",
            ]
        )
