from odoo import models
from odoo.fields import Domain

QUARANTINE = ("spam", "held")


class InterviaPanel(models.AbstractModel):
    """What needs a hand now: the tiles of the control panel."""

    _inherit = "intervia.panel"

    def _get_tiles(self, scope, groups):
        """What waits for somebody now; leaves add theirs in :meth:`_get_panel_tiles`.

        What somebody may not read is not on his panel.
        """
        questions = self._get_open_questions(scope)
        everything = questions["count"]
        waiting = self.env["intervia.stage"]._get_ids_in("waiting")
        return [
            self._make_tile(
                "unassigned",
                self.env._("Unassigned"),
                self.env._("Open tickets that nobody has."),
                "intervia.ticket",
                everything & Domain("user_id", "=", False),
                sum(row["count"] for row in groups if not row["user"]),
                "danger",
            ),
            self._make_tile(
                "overdue",
                self.env._("Overdue"),
                self.env._("Open tickets whose next deadline is over."),
                "intervia.ticket",
                questions["due"],
                sum(row["due"] for row in groups),
                "danger",
            ),
            self._make_tile(
                "ours",
                self.env._("Waiting for us"),
                self.env._("Open tickets where the client wrote last."),
                "intervia.ticket",
                questions["ours"],
                sum(row["ours"] for row in groups),
                "warning",
            ),
            self._make_tile(
                "theirs",
                self.env._("Waiting for the client"),
                self.env._("Tickets in a stage that waits for the client."),
                "intervia.ticket",
                everything & Domain("state", "=", "waiting"),
                sum(row["count"] for row in groups if row["stage"].id in waiting),
                "info",
            ),
            self._make_tile(
                "stuck",
                self.env._("Stuck"),
                self.env._("Ours to move, and nobody has for days."),
                "intervia.ticket",
                questions["stuck"],
                sum(row["stuck"] for row in groups),
                "warning",
            ),
            *self._get_panel_tiles(scope),
        ]

    def _get_panel_tiles(self, scope):
        """Tiles that are not tickets. A leaf calls super() and adds its own.

        :param Scope scope: what the panel looks at
        :return: list of what :meth:`_make_tile` or :meth:`_count_tile` returns; None
            among them is left out
        """
        return [
            tile
            for tile in (
                self._count_tile(
                    scope,
                    "quarantine",
                    self.env._("Mail in quarantine"),
                    self.env._("Incoming mail held as spam or until it is authorised."),
                    "intervia.intake",
                    Domain("outcome", "in", QUARANTINE) & self._get_mail_scope(scope),
                    "warning",
                    heeds={"area_id"},
                ),
                self._count_tile(
                    scope,
                    "failed_mail",
                    self.env._("Mail not processed"),
                    self.env._("Incoming mail that failed and will be tried again."),
                    "intervia.intake",
                    Domain("outcome", "=", "failed") & self._get_mail_scope(scope),
                    "danger",
                    heeds={"area_id"},
                ),
                self._count_tile(
                    scope,
                    "blocked",
                    self.env._("Blocked addresses"),
                    self.env._("Places kept out after too many failed log-ins."),
                    "intervia.login.ban",
                    Domain("date_blocked", "!=", False),
                    "warning",
                ),
                self._count_tile(
                    scope,
                    "notices",
                    self.env._("Failed notices"),
                    self.env._("Notices that never reached a client, not yet solved."),
                    "intervia.error.report",
                    Domain("kind", "=", "notice") & Domain("state", "=", "new"),
                    "danger",
                ),
            )
            if tile
        ]

    def _get_mail_scope(self, scope):
        """Mail is shown with its area; of no area, to whoever looks at all."""
        areas = Domain(scope.areas)
        return areas if areas.is_true() else areas | Domain("area_id", "=", False)

    def _count_tile(self, scope, key, name, definition, model, domain, tone, heeds=()):
        """A tile counted here; None for whoever may not read what it counts."""
        if not self.env[model].has_access("read"):
            return None
        count = self.env[model].search_count(domain)
        ignored = self._get_ignored(scope, heeds)
        return self._make_tile(
            key, name, definition, model, domain, count, tone, ignored=ignored
        )

    def _make_tile(self, key, name, definition, model, domain, value, tone, **more):
        """A figure and the records behind it.

        :param tone: danger, warning or info: the colour when it is not 0
        :param more: ``previous`` (value of the period before), ``unit`` (count, hours
            or percent), ``detail`` (a line below the figure), ``ignored`` (what was
            chosen and it does not heed, see :meth:`_get_ignored`)
        """
        return {
            "key": key,
            "name": name,
            "definition": definition,
            "model": model,
            "domain": self._to_plain(domain),
            "value": value,
            "tone": tone,
            "unit": "count",
            **more,
        }
