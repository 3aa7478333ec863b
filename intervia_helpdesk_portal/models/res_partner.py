from odoo import api, fields, models


class ResPartner(models.Model):
    """Who of a client company sees the tickets of his colleagues."""

    _inherit = "res.partner"

    intervia_ticket_visibility = fields.Selection(
        [("author", "Only whoever asked"), ("company", "Everybody in the company")],
        string="New tickets are seen by",
        default="author",
        help="For new tickets of this company; it can be changed on each ticket.",
    )
    intervia_is_client_manager = fields.Boolean(
        "Sees the company's tickets",
        help="In the portal this person reads the history of the whole company.",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"intervia_is_client_manager", "parent_id", "is_company"}:
            # the record rules name these and are cached
            self.env.registry.clear_cache()
        return result

    @api.model
    def _commercial_fields(self):
        """A contact's colleagues are told by the company, never by the person."""
        return [*super()._commercial_fields(), "intervia_ticket_visibility"]

    def _get_intervia_visibilities(self):
        """Visibilities of colleagues' tickets that this person may read."""
        if self.intervia_is_client_manager:
            return ["author", "company"]
        return ["company"]
