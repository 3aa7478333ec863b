"""Our helpdesk for the bench that compares helpdesks (``--adapter-module`` of run.py).

The bench fills the same facts into each helpdesk and asks what its screens ask. Its own
modules (``adapters``, ``backend``, ``fill``) are on the path when it loads this one.
"""

import backend
from adapters import Adapter
from fill import N_TEAM

STATES = ("registered", "assigned", "in_progress", "finished")
PRIORITIES = ("low", "normal", "high", "urgent")


class Intervia(Adapter):
    """intervia_helpdesk: agents see their whole area, as in the other helpdesks."""

    name = "intervia"
    model, table, team_model = "intervia.ticket", "intervia_ticket", "intervia.area"
    team_field = "area_id"
    list_view = "intervia_helpdesk.intervia_ticket_view_list"
    kanban_view = "intervia_helpdesk.intervia_ticket_view_kanban"
    form_view = "intervia_helpdesk.intervia_ticket_view_form"
    team_view = "intervia_helpdesk.intervia_area_view_kanban"
    agent_groups = ("intervia_helpdesk.group_agent",)
    chief_groups = ("intervia_helpdesk.group_manager",)
    alias_prefix, number_prefix = "intervia-t", ""
    open_domain = [("is_open", "=", True)]
    portal_list = "/my/intervia/tickets"
    portal_detail = "/my/intervia/tickets/{id}"
    portal_new = "/my/intervia/tickets/new"
    export_fields = [
        "number",
        "name",
        "partner_id/display_name",
        "partner_email",
        "area_id/name",
        "user_id/name",
        "stage_id/name",
        "priority_id/name",
        "create_date",
        "write_date",
    ]

    def setup(self, env):
        if self.teams(env):
            return
        self.users(env, None)
        users = env["res.users"]
        chief = users.search([("login", "=", "bench_chief")])
        for number in range(N_TEAM):
            logins = [f"bench_agent{number * 4 + k}" for k in range(4)]
            agents = users.search([("login", "in", logins)])
            env["intervia.area"].create(
                {
                    "name": f"Bench {number}",
                    "alias_name": f"{self.alias_prefix}{number}",
                    "agent_visibility": "area",
                    "member_ids": [(6, 0, agents.ids)],
                    "supervisor_ids": [(6, 0, chief.ids)],
                }
            )

    def fill(self, env, base):
        areas = self.teams(env)
        stages = [env.ref(f"intervia_helpdesk.stage_{state}").id for state in STATES]
        priorities = [env.ref(f"intervia_helpdesk.priority_{p}").id for p in PRIORITIES]
        self._default_visibility(env)
        env.cr.execute(
            """
            INSERT INTO intervia_ticket (id, number, name, description, area_id,
                   company_id, partner_id, commercial_partner_id, partner_name,
                   partner_email, partner_email_normalized, user_id, stage_id, state,
                   is_open, client_label, progress, priority_id, priority_level,
                   date_assigned, date_closed,
                   create_uid, write_uid, create_date, write_date)
            SELECT %(base)s + n, lpad(n::text, 6, '0'), f.name, body,
                   (%(areas)s)[team_no + 1], %(company)s, partner_id, commercial_id,
                   f.email, f.email, f.email, agent_uid, s.id, s.state, NOT closed,
                   s.client_label, s.progress, p.id, p.level,
                   CASE WHEN agent_uid IS NOT NULL THEN created + interval '1 hour' END,
                   CASE WHEN closed THEN created + interval '30 hours' END,
                   1, 1, created, created
              FROM bench_fact f
              JOIN intervia_stage s ON s.id = (%(stages)s)[state_no + 1]
              JOIN intervia_priority p ON p.id = (%(priorities)s)[priority::int + 1]
             ORDER BY n
            """,
            {
                "base": base,
                "areas": areas.ids,
                "company": areas.company_id.id,
                "stages": stages,
                "priorities": priorities,
            },
        )
        env.cr.execute(
            """
            INSERT INTO intervia_ticket_attended_rel (ticket_id, user_id)
            SELECT id, user_id FROM intervia_ticket
             WHERE id > %s AND user_id IS NOT NULL
            """,
            [base],
        )
        env.cr.execute(
            "SELECT setval('ir_sequence_' || lpad(%s::text, 3, '0'), count(*) + 1)"
            "  FROM bench_fact",
            [env.ref("intervia_helpdesk.sequence_ticket").id],
        )

    @staticmethod
    def _default_visibility(env):
        """The portal asks who sees each ticket; only the ORM says so by itself."""
        ticket = env["intervia.ticket"]
        if "visibility" in ticket._fields:
            value = ticket._fields["visibility"].selection[0][0]
            env.cr.execute(
                "ALTER TABLE intervia_ticket ALTER visibility SET DEFAULT %s", [value]
            )

    def partner_counts(self, env, partner_ids):
        env["res.partner"].browse(partner_ids).mapped("intervia_ticket_count")

    def create_vals(self, env, i, team):
        return {
            "name": f"bulk {i}",
            "description": "<p>bulk</p>",
            "area_id": team.id,
            "partner_id": env.ref("base.partner_admin").id,
        }

    def closed_stage(self, env):
        return env.ref("intervia_helpdesk.stage_finished")


class AreaTarget(backend.Target):
    """The bench looks its sample up by ``team_id``; ours is ``area_id``."""

    def __init__(self, db, ad):
        if not hasattr(ad, "team_field"):
            super().__init__(db, ad)
            return
        self.db, self.ad, self.label = db, ad, f"{ad.name}@{db.name.rsplit('_', 1)[-1]}"
        with db.env() as env:
            parameters = env["ir.config_parameter"]
            self.base = int(parameters.get_param(f"bench.base.{ad.name}"))
            env.cr.execute("SELECT max(n) FROM bench_fact")
            self.n = env.cr.fetchone()[0]
            self.teams = ad.teams(env).ids
        with db.env(ad.login_agent) as env:
            self._read_views(env)
            domain = [(ad.team_field, "=", self.teams[0])]
            domain += [("id", "<=", self.base + self.n)]
            tickets = env[ad.model].search(domain, limit=400, order="id desc")
            self.some = tickets.ids

    def _read_views(self, env):
        read, ad = backend.spec_from_view, self.ad
        self.list_spec, _, _ = read(env, ad.model, "list", ad.list_view)
        self.kan_spec, self.kan_group, self.kan_prog = read(
            env, ad.model, "kanban", ad.kanban_view
        )
        self.form_spec, _, _ = read(env, ad.model, "form", ad.form_view)


def op_close80(target):
    """Ours finishes tickets by the steps of its workflow, and tells the clients."""
    if target.ad.name != Intervia.name:
        return backend.op_close80(target)

    def finish(env, _round):
        domain = [("id", "in", target.some), *target.ad.open_domain]
        tickets = env[target.ad.model].search(domain, limit=80)
        assert len(tickets) > 30, len(tickets)
        tickets.action_finish()
        env.cr.flush()

    return finish


backend.Target = AreaTarget
backend.READS["close80"] = (op_close80, "bench_chief")
