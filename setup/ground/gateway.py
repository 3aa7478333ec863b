"""The door of Odoo for mail: what Odoo's own mailgate script does, over XML-RPC."""

import http.client
import xmlrpc.client


class Unavailable(Exception):
    """Odoo did not take the message; it stays in the spool and is tried again."""


class Gateway:
    """One Odoo database, entered with an API key."""

    def __init__(self, url, database, user_id, key):
        self.access = (database, user_id, key)
        self.models = xmlrpc.client.ServerProxy(
            f"{url}/xmlrpc/2/object", allow_none=True
        )

    def addresses(self):
        """Every address Odoo wants: its aliases, and where replies and bounces go."""
        aliases = self._call(
            "mail.alias",
            "search_read",
            [("alias_name", "!=", False)],
            ["alias_full_name"],
        )
        domains = self._call(
            "mail.alias.domain", "search_read", [], ["catchall_email", "bounce_email"]
        )
        found = [alias["alias_full_name"] for alias in aliases]
        found += [domain[name] for domain in domains for name in domain if name != "id"]
        return {address.lower() for address in found if address}

    def process(self, raw):
        """Hand a message in, as it came; Odoo finds out what it is about."""
        self._call("mail.thread", "message_process", False, xmlrpc.client.Binary(raw))

    def move_to(self, url):
        """Let the links in mails name the address at which Odoo answers."""
        self._call("ir.config_parameter", "set_param", "web.base.url", url)

    def _call(self, model, method, *arguments):
        try:
            return self.models.execute_kw(*self.access, model, method, arguments)
        except xmlrpc.client.Fault as fault:
            raise Unavailable(fault.faultString.strip().rsplit("\n", 1)[-1]) from fault
        except (OSError, http.client.HTTPException, xmlrpc.client.Error) as error:
            raise Unavailable(f"Odoo does not answer: {error}") from error
