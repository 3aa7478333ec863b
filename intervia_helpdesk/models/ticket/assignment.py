from collections import defaultdict

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class InterviaTicket(models.Model):
    """Who takes a ticket: rules, turns, load, absence, hand over."""

    _inherit = "intervia.ticket"

    def _prepare_create(self, vals_list):
        """Whoever a rule or the method of the area names gets the ticket at once."""
        vals_list = super()._prepare_create(vals_list)
        drawn = defaultdict(int)
        for vals in vals_list:
            user = self.env["res.users"].browse(vals.get("user_id"))
            if user:
                area = self.env["intervia.area"].browse(vals["area_id"])
                # sudo: whose area it is is not for every requester to read
                self._check_assignee(user, area.sudo().company_id)
            user = user or self._get_assignee(vals, drawn)
            if user:
                drawn[user] += 1
                vals.update(self._prepare_assigned_birth(vals, user))
        return vals_list

    def _prepare_assigned_birth(self, vals, user):
        area = self.env["intervia.area"].browse(vals["area_id"])
        return {
            "user_id": user.id,
            "stage_id": area._get_stage("assigned").id,
            "date_assigned": fields.Datetime.now(),
        }

    def _on_created(self):
        super()._on_created()
        self._attend_assigned()

    def _on_assigned(self, previous):
        super()._on_assigned(previous)
        self._attend_assigned()

    def _attend_assigned(self):
        for user, tickets in self.filtered("user_id").grouped("user_id").items():
            tickets._add_attending(user)

    # Deciding

    @api.model
    def _get_assignee(self, vals, drawn=None):
        """Whom a new ticket goes to; empty when a person must decide.

        :param dict vals: ``area_id`` and, where known, ``category_id``, ``priority_id``
        :param dict drawn: tickets given to each user earlier in the same batch
        :rtype: ``res.users``, one or none
        """
        # sudo: a requester does not see who would answer him
        area = self.env["intervia.area"].sudo().browse(vals["area_id"])
        category = self.env["intervia.category"].sudo().browse(vals.get("category_id"))
        named = self._get_named_responsible(area, category, vals.get("priority_id"))
        if named:
            return named
        if area.assignment_method == "manual":
            return named
        candidates = self._get_assignment_candidates(area)
        if not candidates:
            return candidates
        if area.assignment_method == "round_robin":
            return self._get_next_in_turn(area, candidates, drawn or {})
        return self._get_least_loaded(candidates, drawn or {})

    @api.model
    def _get_named_responsible(self, area, category, priority_id):
        """The present person that a rule names, the most precise rule first.

        The order: category and priority, category (its rule, then its responsible),
        the same for each parent category, then priority alone, then the area alone.
        """
        # sudo: a requester does not see who would answer him
        rules = self.env["intervia.assignment.rule"].sudo()
        rules = rules.search_fetch(
            [("area_id", "=", area.id)], ["category_id", "priority_id", "user_id"]
        )

        def of_rules(subject, priority):
            return rules.filtered(
                lambda r: r.category_id.id == subject and r.priority_id.id == priority
            ).user_id

        # sudo: as above
        people = self.env["res.users"].sudo()
        for subject in category._get_lineage() if category else ():
            if priority_id:
                people |= of_rules(subject.id, priority_id)
            people |= of_rules(subject.id, False) | subject.user_id
        if priority_id:
            people |= of_rules(False, priority_id)
        people |= of_rules(False, False)
        return self._filter_present(people, area.company_id)[:1]

    @api.model
    def _get_assignment_candidates(self, area):
        """The agents of ``area`` who are at work, in no particular order."""
        # sudo: an employee who asks may not see who works in the area
        return self._filter_present(area.sudo().member_ids, area.sudo().company_id)

    @api.model
    def _filter_present(self, users, company):
        """Those of support in ``company``, without the archived and those away."""
        # sudo: absence and groups of others are not for everybody to read
        return users.sudo().filtered(
            lambda u: (
                u.active
                and not u.is_out_of_office
                and company in u.company_ids
                and u.has_group("intervia_helpdesk.group_agent")
            )
        )

    @api.model
    def _get_next_in_turn(self, area, candidates, drawn):
        """Whoever of ``candidates`` has gone longest without a ticket of ``area``."""
        self.env["intervia.ticket"].flush_model(["area_id", "user_id", "date_assigned"])
        # the id tells apart what was assigned within one second
        rows = self.env.execute_query(
            SQL(
                """SELECT u.id, last.date_assigned, last.id
                     FROM unnest(%s) AS u(id)
                LEFT JOIN LATERAL (
                          SELECT t.date_assigned, t.id FROM intervia_ticket t
                           WHERE t.area_id = %s AND t.user_id = u.id
                             AND t.date_assigned IS NOT NULL
                        ORDER BY t.date_assigned DESC, t.id DESC LIMIT 1
                          ) last ON TRUE""",
                candidates.ids,
                area.id,
            )
        )
        last = {user_id: turn for user_id, *turn in rows}

        def turn(user):
            return drawn.get(user, 0), last[user.id][0] is not None, *last[user.id]

        return min(candidates.sorted("id"), key=turn)

    @api.model
    def _get_least_loaded(self, candidates, drawn):
        """Whoever of ``candidates`` has the fewest open tickets, of any area."""
        loads = self._get_loads(candidates)
        return min(candidates, key=lambda u: (loads[u.id] + drawn.get(u, 0), u.id))

    @api.model
    def _get_loads(self, users):
        """Open tickets of each person: user id -> count."""
        # sudo: the load of a colleague counts, also where his tickets cannot be seen
        groups = self.sudo()._read_group(
            [("is_open", "=", True), ("user_id", "in", users.ids)],
            ["user_id"],
            ["__count"],
        )
        return dict.fromkeys(users.ids, 0) | {user.id: count for user, count in groups}

    def _get_staff_to_alert(self):
        """Who is told of a ticket that nobody owns: its supervisors, administrators.

        :return: ticket id -> ``res.users``
        """
        xmlid = "intervia_helpdesk.group_manager"
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(xmlid)
        # sudo: a requester does not see who is told of him
        users, managers, alerts = self.env["res.users"].sudo(), {}, {}
        for area, tickets in self.sudo().grouped("area_id").items():
            company = area.company_id
            if company not in managers:
                managers[company] = users.search_fetch(
                    [
                        ("all_group_ids", "in", group_id),
                        ("company_ids", "in", company.ids),
                        ("id", "!=", SUPERUSER_ID),
                        ("active", "=", True),
                    ],
                    ["partner_id", "active"],
                )
            people = area.supervisor_ids.filtered("active") | managers[company]
            alerts |= dict.fromkeys(tickets.ids, people)
        return alerts

    # Doing

    def _assign(self, user):
        """Give these tickets to ``user``, whoever had them.

        :raises UserError: when the person cannot attend tickets of that company
        """
        self.write({"user_id": user.id})

    @api.model
    def _check_assignee(self, user, companies):
        """Raise unless ``user`` can attend tickets of ``companies``."""
        if not user.has_group("intervia_helpdesk.group_agent"):
            raise UserError(
                self.env._("%(person)s does not belong to support.", person=user.name)
            )
        # sudo: which companies somebody works for is not for everybody to read
        for company in companies - user.sudo().company_ids:
            raise UserError(
                self.env._(
                    "%(person)s does not work for %(company)s.",
                    person=user.name,
                    company=company.name,
                )
            )

    def _check_write(self, vals):
        super()._check_write(vals)
        if vals.get("user_id"):
            user = self.env["res.users"].browse(vals["user_id"])
            # sudo: the company is asked, where another one may be switched on
            self._check_assignee(user, self.sudo().company_id)

    def _prepare_write(self, vals):
        vals = super()._prepare_write(vals)
        if vals.get("user_id"):
            vals = {**vals, "date_assigned": fields.Datetime.now()}
        return vals

    def _take_unassigned(self):
        """Working on a ticket that nobody owns makes it one's own, where allowed."""
        orphans = self.filtered(lambda t: t.is_open and not t.user_id)
        if orphans and self._user_may_assign() and self._user_is_staff():
            orphans.action_take()

    # Buttons

    def action_take(self):
        """Take over these tickets."""
        if not self._user_may_assign():
            raise AccessError(
                self.env._("Only a supervisor or an administrator assigns tickets.")
            )
        self._assign(self.env.user)

    def action_open_assign(self):
        """Open the dialog that gives these tickets to somebody."""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "intervia_helpdesk.intervia_ticket_assign_action"
            ),
            "context": {"active_model": self._name, "active_ids": self.ids},
        }
