from odoo.addons.intervia_helpdesk.tools.own_context import OWN

from .common import HelpdeskCase

STATES = ("registered", "assigned", "in_progress", "waiting", "finished", "cancelled")


class StatesCase(HelpdeskCase):
    """Tickets in any state, and people of the four roles who can all see them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # who is told of what is another test's matter
        cls.env = cls.env(context={**cls.env.context, "intervia_no_notice": OWN})
        cls.area.agent_visibility = "area"
        cls.user_requester = cls._create_user("requester", "base.group_user")
        cls.roles = {
            "requester": cls.user_requester,
            "agent": cls.user_agent,
            "supervisor": cls.user_supervisor,
            "administrator": cls.user_manager,
        }
        cls.stages = {
            state: cls.env.ref(f"intervia_helpdesk.stage_{state}") for state in STATES
        }

    @classmethod
    def _create_tickets_in(cls, state, count=1, **vals):
        """``count`` tickets of the requester, brought to ``state`` by the product."""
        tickets = cls.env["intervia.ticket"].create(
            [
                {
                    "name": f"{state} {number}",
                    "area_id": cls.area.id,
                    "partner_id": cls.user_requester.partner_id.id,
                    **vals,
                }
                for number in range(count)
            ]
        )
        tickets._move_to(state)
        cls.env.flush_all()
        return tickets
