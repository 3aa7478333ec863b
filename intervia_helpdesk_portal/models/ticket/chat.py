from odoo import fields, models

from odoo.addons.intervia_helpdesk.tools.rpc_argument import get_id


class InterviaTicket(models.Model):
    """The chat a ticket came from."""

    _inherit = "intervia.ticket"

    origin_channel_id = fields.Many2one(
        "discuss.channel",
        "Chat",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="intervia_helpdesk.group_agent",
    )

    def _prepare_create(self, vals_list):
        """Nobody attaches a chat that he is not in."""
        channel_ids = {
            get_id(v["origin_channel_id"])
            for v in vals_list
            if v.get("origin_channel_id")
        }
        if channel_ids and not self.env.su:
            self.env["discuss.channel"].browse(channel_ids).check_access("read")
        return super()._prepare_create(vals_list)
