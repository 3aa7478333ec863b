from odoo import models

from .ticket.presence import CHANNEL


class IrWebsocket(models.AbstractModel):
    """Support hears who has the tickets open that it may read."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Put a channel that nobody can guess in place of the name that was asked."""
        asked = {c for c in channels if isinstance(c, str) and c.startswith(CHANNEL)}
        channels = super()._build_bus_channel_list(
            [channel for channel in channels if channel not in asked]
        )
        ids = {name.removeprefix(CHANNEL) for name in asked}
        tickets = self.env["intervia.ticket"].browse(
            int(number)
            for number in sorted(ids)
            if number.isdecimal() and len(number) < 10
        )
        if tickets and not tickets._is_client():
            readable = tickets.exists()._filtered_access("read")
            channels.extend((ticket, "presence") for ticket in readable)
        return channels
