import poplib
from functools import partial
from imaplib import IMAP4

from odoo import models

from .intake.processing import NotStored

# Hole: at a longer line poplib gives up, and fetches nothing behind that mail any more.
poplib._MAXLINE = 100_000_000


class FetchmailServer(models.Model):
    """A mailbox gives up no mail before the ledger has it."""

    _inherit = "fetchmail.server"

    # the platform gave the method this name
    def _connect__(self, allow_archived=False):  # noqa: PLW3201
        """Hole: the platform reads with RFC822, which marks as seen (RFC 3501 §6.4.5),
        and takes the mark back; whoever dies in between loses the mail."""
        connection = super()._connect__(allow_archived=allow_archived)
        if isinstance(connection, IMAP4):
            connection.fetch = partial(_fetch_unmarked, connection.fetch)
        connection.disconnect = partial(_part, connection.disconnect)
        return connection

    def _fetch_mail(self, *args, **kwargs):
        """Hole: the platform marks a mail as handled whatever befell it. One that
        could not even be kept ends the fetch, and stays where it is."""
        try:
            return super()._fetch_mail(*args, **kwargs)
        except NotStored as error:
            return error.__cause__


def _fetch_unmarked(fetch, number, parts):
    return fetch(number, parts.replace("(RFC822)", "(BODY.PEEK[])"))


def _part(disconnect):
    """Hole: what a server says at parting would end the job and all other mailboxes."""
    try:
        return disconnect()
    except (poplib.error_proto, IMAP4.error) as error:
        raise OSError from error
