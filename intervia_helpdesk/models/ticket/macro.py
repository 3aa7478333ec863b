from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools.own_context import OWN
from ...tools.plain_text import to_text


class InterviaTicket(models.Model):
    """Macros in the composer of the conversation, where agents write."""

    _inherit = "intervia.ticket"

    def read_macros(self):
        """The macros of this ticket, filled in, for the suggestions of the composer.

        :return: list of {"id", "name", "shortcut", "text", "html", "changes"}
        """
        self.ensure_one()
        self.check_access("read")
        if self._is_client():
            raise AccessError(self.env._("This is for support alone."))
        return [
            {
                "id": macro.id,
                "name": macro.name,
                "shortcut": macro.shortcut or "",
                "text": to_text(body := macro._render(self)),
                "html": body,
                "changes": macro._describe_changes(),
            }
            for macro in self.env["intervia.macro"].search(self._get_macro_domain())
        ]

    def _get_macro_domain(self):
        return Domain("area_ids", "in", [False, self.area_id.id]) & Domain(
            "company_id", "in", [False, self.company_id.id]
        )

    def message_post(self, **kwargs):
        """An answer begun with a macro makes its changes, in the same act.

        The context names the macro; whoever sends has no more rights by it.
        """
        macro_id = self.env.context.get("intervia_macro_id")
        if not macro_id:
            return super().message_post(**kwargs)
        ticket = self.with_context(intervia_macro_id=None)
        if self._is_client() or self._is_internal_message(
            self._resolve_subtype(kwargs)
        ):
            return super(InterviaTicket, ticket).message_post(**kwargs)
        move = ticket._use_macro(macro_id)
        if move:
            ticket = ticket.with_context(
                intervia_client_knows=OWN, intervia_moved_to=move
            )
        return super(InterviaTicket, ticket).message_post(**kwargs)

    def _use_macro(self, macro_id):
        """All that a macro does but its answer.

        :return: the state to which it moved the ticket, or False
        """
        ticket = self.sudo(False)  # the platform's composer posts as superuser
        domain = self._get_macro_domain() & Domain("id", "=", macro_id)
        macro = ticket.env["intervia.macro"].search(domain)
        if not macro:  # archived or taken away since it was chosen: words alone
            return False
        macro._change(ticket)
        if macro.move == "none":
            return False
        ticket._take_unassigned()
        ticket.with_context(intervia_client_knows=OWN)._move_to(macro.move)
        return macro.move

    def _thread_to_store(self, store, fields, *, request_list=None):
        """The composer offers macros to those who may use them."""
        result = super()._thread_to_store(store, fields, request_list=request_list)
        is_asked = request_list is not None and store.target.is_current_user(self.env)
        if is_asked and not self._is_client():
            store.add_records_fields(
                self, {"intervia_takes_macros": True}, as_thread=True
            )
        return result
