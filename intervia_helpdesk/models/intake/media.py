import logging
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.sms_media import MAX_FILES, ORIGIN, fetch, get_name, is_ours

_logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
RETRY_AFTER = timedelta(minutes=5)
AT_ONCE = 50


class InterviaIntake(models.Model):
    """Pictures that came with a text message: named in it, fetched by a job.

    Neither the provider's request nor the ticket waits for them.
    """

    _inherit = "intervia.intake"

    media_due = fields.Text(
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="Addresses that are still to be fetched, one a line.",
    )
    media_attempts = fields.Integer(
        readonly=True, copy=False, groups="base.group_system"
    )
    media_retry = fields.Datetime(readonly=True, copy=False, groups="base.group_system")

    _media_due_idx = models.Index("(media_retry) WHERE media_due IS NOT NULL")

    @api.model
    def _prepare_media(self, incoming):
        """Columns of a row whose message names pictures."""
        if not incoming.door or not incoming.ticket or incoming.outcome:
            return {}
        named = incoming.mail.get_all("X-Intervia-Media")[:MAX_FILES]
        urls = ["".join(url.split()) for url in named]  # long fields are folded
        if not urls:
            return {}
        cron = self.env.ref("intervia_helpdesk.ir_cron_fetch_media")
        # sudo: the job is the system's
        cron.sudo()._trigger()
        return {"media_due": "\n".join(urls), "media_retry": fields.Datetime.now()}

    @api.model
    def _cron_fetch_media(self):
        """Fetch what is due, each message in a transaction of its own."""
        due = self.search(
            [("media_due", "!=", False), ("media_retry", "<=", fields.Datetime.now())],
            order="id",
            limit=AT_ONCE,
        )
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(due))
        for intake in due:
            if intake._claim_media():
                intake._fetch_media_safely()
            if not progress._commit_progress(1):
                break

    def _claim_media(self):
        return bool(
            self.env.execute_query(
                SQL(
                    """SELECT 1 FROM intervia_intake WHERE id = %s
                          AND media_due IS NOT NULL FOR NO KEY UPDATE SKIP LOCKED""",
                    self.id,
                )
            )
        )

    def _fetch_media_safely(self):
        """One message whose pictures break stops no other."""
        try:
            with self.env.cr.savepoint():
                self._fetch_media()
        except Exception as error:  # whatever a file can cause
            _logger.warning("Pictures of message %s", self.message_id, exc_info=error)
            self.write({"media_due": False})
            self.env["intervia.error.report"]._note_exception("intake", error)

    def _fetch_media(self):
        """Add what comes to the message it came with; what does not is tried again,
        then said on the ticket, with its address."""
        self.ensure_one()
        files, failed = [], {}
        for number, url in enumerate(self.media_due.split("\n"), 1):
            try:
                content, kind = self._fetch_one(url)
            except (OSError, ValueError) as error:  # as those of requests are
                failed[url] = str(error) or type(error).__name__
                continue
            name = get_name(number, kind)
            files.append({"name": name, "raw": content, "mimetype": kind})
        self._attach_media(files)
        attempts = self.media_attempts + 1
        is_over = not failed or attempts >= MAX_ATTEMPTS
        if failed and is_over:
            self._say_media_failed(failed)
        self.write(
            {
                "media_due": False if is_over else "\n".join(failed),
                "media_attempts": attempts,
                "media_retry": fields.Datetime.now() + RETRY_AFTER * attempts,
            }
        )

    def _fetch_one(self, url):
        key = "intervia_helpdesk.twilio_media_origin"
        parameters = self.env["ir.config_parameter"]
        origin = parameters.get_param(key) or ORIGIN
        door = self.door_id
        if not is_ours(url, origin, door.account):
            raise ValueError(self.env._("This is no address of the provider."))
        return fetch(url, origin, (door.account, door.account_token))

    def _attach_media(self, files):
        ticket = self.ticket_id
        if not files or not ticket:
            return
        owner = {"res_model": ticket._name, "res_id": ticket.id}
        # as in mail: nothing that a browser would run
        create = self.env["ir.attachment"].with_context(attachments_mime_plainxml=True)
        attachments = create.create([{**file, **owner} for file in files])
        message = self.env["mail.message"].search(
            [
                ("model", "=", ticket._name),
                ("res_id", "=", ticket.id),
                ("message_id", "=", self.message_id),
            ],
            limit=1,
        )
        if message:
            message.attachment_ids += attachments
        else:
            ticket._message_log(body="", attachment_ids=attachments.ids)

    def _say_media_failed(self, failed):
        lines = Markup().join(
            Markup('<li><a href="%s">%s</a>: %s</li>') % (url, url, reason)
            for url, reason in failed.items()
        )
        said = self.env._("These files of the message could not be fetched:")
        self.ticket_id._message_log(body=Markup("<p>%s</p><ul>%s</ul>") % (said, lines))
