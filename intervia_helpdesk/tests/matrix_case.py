from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError

from .access_matrix import Maker, Tables, get_addons, get_own_models
from .common import HelpdeskCase


class MatrixCase(HelpdeskCase):
    """One person of each role, and a record of each model in each of two companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tables = Tables(get_addons(cls.env))
        cls.area.agent_visibility = "area"
        cls.people = cls._create_people()
        cls.makers = {
            "home": cls._create_maker("home", cls.area, cls.user_agent, cls.customer),
            "abroad": cls._create_maker_abroad(),
        }
        cls.models = get_own_models(cls.env)
        cls.env.flush_all()

    @classmethod
    def _create_people(cls):
        abroad = {"company_id": cls.company_2.id}
        elsewhere = cls._create_user("elsewhere", "group_agent")
        cls._create_area("Elsewhere", member_ids=[Command.set(elsewhere.ids)])
        people = {
            "public": cls.env.ref("base.public_user"),
            "client": cls.user_customer,
            "stranger": cls._create_user("stranger", "base.group_portal"),
            "requester": cls._create_user("requester", "base.group_user"),
            "agent": cls.user_agent,
            "elsewhere": elsewhere,
            "supervisor": cls.user_supervisor,
            "manager": cls.user_manager,
            "agent_abroad": cls._create_user("agent_abroad", "group_agent", **abroad),
            "manager_abroad": cls._create_user(
                "manager_abroad", "group_manager", **abroad
            ),
        }
        for role, values in cls.tables.roles.items():
            people[role] = cls._create_person(role, dict(values))
        return people

    @classmethod
    def _create_person(cls, role, values):
        """Somebody of a role that a leaf addon knows; ``of=client``: a colleague."""
        groups = values.pop("groups")
        values.pop("staff", None)
        values.pop("like", None)
        if values.pop("of", None):
            values["parent_id"] = cls.customer_company.id
        return cls._create_user(role, groups, **values)

    @classmethod
    def _create_maker(cls, place, area, agent, customer):
        ticket = cls._create_ticket(
            area_id=area.id, user_id=agent.id, partner_id=customer.id
        )
        anchors = {
            "intervia.area": area,
            "intervia.ticket": ticket,
            "res.company": area.company_id,
            "res.partner": customer,
            "res.users": agent,
        }
        return Maker(cls.env, place, anchors, cls.tables.samples)

    @classmethod
    def _create_maker_abroad(cls):
        agent = cls.people["agent_abroad"]
        area = cls._create_area(
            "Abroad",
            company_id=cls.company_2.id,
            member_ids=[Command.set(agent.ids)],
            supervisor_ids=[Command.clear()],
            agent_visibility="area",
        )
        customer = cls.env["res.partner"].create({"name": "Abroad"})
        return cls._create_maker("abroad", area, agent, customer)

    @contextmanager
    def _quick_errors(self):
        """Refusals by the thousand, without the story that each tells a person."""

        def make(*args):
            return AccessError("refused")

        with (
            patch.object(self.registry["ir.rule"], "_make_access_error", make),
            patch.object(self.registry["ir.model.access"], "_make_access_error", make),
        ):
            yield
