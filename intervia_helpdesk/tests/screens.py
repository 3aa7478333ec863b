import json

from lxml import etree

TAGS = "many2many_tags"
ACTIVITY_WIDGETS = ("kanban_activity", "list_activity")
ACTIVITY_FIELDS = (
    "activity_exception_decoration",
    "activity_exception_icon",
    "activity_state",
    "activity_summary",
    "activity_type_icon",
)


class Screens:
    """What the web client asks the server for when a person opens a screen.

    The fields are those of the real views, so that a column added to a view is counted.
    """

    def __init__(self, env):
        self.env = env
        self.tickets = env["intervia.ticket"]
        self._views = {}

    # Acts of a person

    def open_list(self, domain=(), view="intervia_ticket_view_list"):
        spec, _arch = self._read_view("intervia.ticket", "list", view)
        return self.tickets.web_search_read(
            list(domain), spec, limit=80, count_limit=10001
        )

    def open_board(self, domain=()):
        spec, arch = self._read_view(
            "intervia.ticket", "kanban", "intervia_ticket_view_kanban"
        )
        group_by = arch.get("default_group_by")
        board = self.tickets.with_context(read_group_expand=True)
        result = board.web_read_group(
            list(domain),
            [group_by],
            [],
            auto_unfold=True,
            unfold_read_specification=spec,
            unfold_read_default_limit=40,
        )
        bar = arch.find(".//progressbar")
        if bar is not None:
            colors = json.loads(bar.get("colors"))
            board.read_progress_bar(
                list(domain), group_by, {"field": bar.get("field"), "colors": colors}
            )
        return result

    def open_form(self, ticket):
        spec, _arch = self._read_view(
            "intervia.ticket", "form", "intervia_ticket_view_form"
        )
        return self.tickets.browse(ticket.id).web_read(spec)

    def open_chatter(self, ticket):
        messages = self.env["mail.message"]
        thread = self.tickets.browse(ticket.id)
        return messages._message_fetch(domain=None, thread=thread, limit=30)

    def search_words(self, text):
        """The first box of the search view, over all tickets."""
        return self.open_list(["|", ("number", "ilike", text), ("name", "ilike", text)])

    def name_search(self, text):
        return self.tickets.name_search(text, limit=8)

    def count_for_clients(self, partners):
        partners = self.env["res.partner"].browse(partners.ids)
        return [partner.intervia_ticket_count for partner in partners]

    def open_areas(self):
        spec, _arch = self._read_view(
            "intervia.area", "kanban", "intervia_area_view_kanban"
        )
        return self.env["intervia.area"].web_search_read([], spec, limit=80)

    # From a view to what it reads

    def _read_view(self, model, kind, name):
        """The read specification of a view, and its root."""
        if name not in self._views:
            view = self.env.ref(f"intervia_helpdesk.{name}")
            arch = etree.fromstring(self.env[model].get_view(view.id, kind)["arch"])
            spec = {}
            for node in arch.iter("field"):
                if not any(a.tag == "field" for a in node.iterancestors()):
                    self._add_field(spec, self.env[model], node)
            self._views[name] = spec, arch
        return self._views[name]

    def _add_field(self, spec, model, node):
        name, widget = node.get("name"), node.get("widget")
        field = model._fields[name]
        if widget in ACTIVITY_WIDGETS:
            spec |= {dependency: {} for dependency in ACTIVITY_FIELDS}
            spec["activity_type_id"] = {"fields": {"display_name": {}}}
        if field.type == "many2one":
            spec[name] = {"fields": {"display_name": {}}}
        elif field.type in ("one2many", "many2many"):
            spec[name] = self._read_subview(model.env[field.comodel_name], node, widget)
        else:
            spec[name] = {}

    def _read_subview(self, comodel, node, widget):
        """The rows of an x2many field: tags, avatars, or the list within the form."""
        if widget in ACTIVITY_WIDGETS:
            return {}
        if widget and widget.startswith("many2many"):
            color = "color_field" in (node.get("options") or "")
            return {"fields": {"display_name": {}} | ({"color": {}} if color else {})}
        rows = {}
        for sub in node.xpath("./list//field | ./kanban//field"):
            self._add_field(rows, comodel, sub)
        return {"fields": rows, "limit": 40} if rows else {}
