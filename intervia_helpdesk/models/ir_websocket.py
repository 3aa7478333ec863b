from odoo import models

from .intervia_panel import SUPERVISOR
from .ticket.presence import CHANNEL

PANEL = "intervia_panel"


class IrWebsocket(models.AbstractModel):
    """Support hears who has the tickets open that it may read; panels hear of news."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Put a channel that nobody can guess in place of the name that was asked."""
        asked = {
            c
            for c in channels
            if isinstance(c, str) and (c.startswith(CHANNEL) or c == PANEL)
        }
        channels = super()._build_bus_channel_list(
            [channel for channel in channels if channel not in asked]
        )
        if PANEL in asked and self.env.user.has_group(SUPERVISOR):
            # sudo: the channel is named after a group
            channels.append((self.env.ref(SUPERVISOR).sudo(), "panel"))
        ids = {name.removeprefix(CHANNEL) for name in asked - {PANEL}}
        tickets = self.env["intervia.ticket"].browse(
            int(number)
            for number in sorted(ids)
            if number.isdecimal() and len(number) < 10
        )
        if tickets and not tickets._is_client():
            readable = tickets.exists()._filtered_access("read")
            channels.extend((ticket, "presence") for ticket in readable)
        return channels
