from odoo import api, models
from odoo.fields import Datetime, Domain

from odoo.addons.intervia_helpdesk.tools.rpc_argument import get_id

VERDICTS = {"survey": "survey_score", "evaluation": "evaluation_score"}


class InterviaPanel(models.AbstractModel):
    """Whether clients are content, and from which site they come."""

    _inherit = "intervia.panel"

    @api.model
    def _get_choices(self):
        own = Domain("company_id", "in", self.env.companies.ids)
        # sudo: the names of the sites are public
        sites = self.env["website"].sudo().search_fetch(own, ["name"])
        choices = [(site.id, site.name) for site in sites]
        return {**super()._get_choices(), "website_id": choices}

    @api.model
    def _get_filter_domain(self, filters):
        domain = super()._get_filter_domain(filters)
        if filters.get("website_id"):
            domain &= Domain("website_id", "=", get_id(filters["website_id"]))
        return domain

    @api.model
    def _get_ignored(self, scope, heeds):
        ignored = super()._get_ignored(scope, heeds)
        if "website_id" in scope.chosen - {*heeds}:
            ignored.append(self.env._("Of every site"))
        return ignored

    def _get_panel_figures(self, scope):
        events = self._read_events(scope, list(VERDICTS), list(VERDICTS.values()))
        texts = {
            "survey": (
                self.env._("Surveys"),
                self.env._("Average score of the surveys answered in the period."),
            ),
            "evaluation": (
                self.env._("Evaluations"),
                self.env._("Average verdict on single answers in the period."),
            ),
        }
        return [
            *super()._get_panel_figures(scope),
            *(
                self._make_verdict_figure(scope, events, kind, *texts[kind])
                for kind in VERDICTS
            ),
        ]

    def _make_verdict_figure(self, scope, events, kind, name, definition):
        domain = (
            Domain(scope.tickets)
            & Domain("kind", "=", kind)
            & Domain("date", ">=", Datetime.to_string(scope.start))
            & Domain("date", "<=", Datetime.to_string(scope.now))
        )
        value, previous = self._average_kind(scope, events, kind, VERDICTS[kind])
        count = self._count_kind(scope, events, kind)[0]
        return self._make_tile(
            kind,
            name,
            definition,
            "intervia.metric",
            domain,
            value,
            "info",
            previous=previous,
            unit="percent",
            detail=self.env._("%s verdicts", count) if count else "",
        )
