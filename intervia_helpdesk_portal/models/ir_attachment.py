from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import human_size, verify_limited_field_access_token

from ..tools.file_kind import MAX_PIXELS, get_mimetype, get_pixels
from ..tools.form_values import read_id

MAX_FILES = 3
DEFAULT_MAX_MB = 10
# Files of visitors that wait without a question, before no more are taken for an hour
MAX_WAITING = 100


class IrAttachment(models.Model):
    """Files that clients send with a question or an answer."""

    _inherit = "ir.attachment"

    @api.model
    def _get_intervia_max_mb(self):
        key = "intervia_helpdesk_portal.max_file_mb"
        # sudo: a setting that the form prints
        return int(self.env["ir.config_parameter"].sudo().get_param(key) or 0) or (
            DEFAULT_MAX_MB
        )

    @api.model
    def _take_intervia_files(self, uploads, kept):
        """Keep the files that may come along, and say why the others may not.

        What is kept waits without a record, and is forgotten after a day like any file
        of a message that was never sent.

        :param list uploads: (name, content)
        :param list kept: what :meth:`_get_intervia_key` gave for files sent before
        :return: attachments as superuser, and a list of complaints
        """
        files = self._find_intervia_kept(kept)
        complaints = []
        if uploads and self._has_too_many_intervia_waiting():
            return files, [self.env._("No files can be taken now: send only the text.")]
        for name, content in uploads:
            complaint = self._judge_intervia_file(name, content, len(files))
            if complaint:
                complaints.append(complaint)
            else:
                # sudo: clients create no attachments; content and number were checked
                files |= self.sudo().create(
                    {
                        "name": name,
                        "raw": content,
                        "mimetype": get_mimetype(content),
                        "res_model": "mail.compose.message",
                        "res_id": 0,
                    }
                )
        return files, complaints

    @api.model
    def _has_too_many_intervia_waiting(self):
        """Whether visitors fill the disk with forms that they never send."""
        if not self.env.user._is_public():
            return False
        # sudo: counted for everybody who is not logged in
        waiting = self.sudo().search_count(
            [
                ("res_model", "=", "mail.compose.message"),
                ("res_id", "=", 0),
                ("create_uid", "=", self.env.uid),
                ("create_date", ">", fields.Datetime.now() - timedelta(hours=1)),
            ],
            limit=MAX_WAITING,
        )
        return waiting >= MAX_WAITING

    @api.model
    def _judge_intervia_file(self, name, content, count):
        """Why this file is refused, for people; None when it is welcome."""
        limit = self._get_intervia_max_mb()
        if count >= MAX_FILES:
            return self.env._(
                "“%(file)s” was left out: %(max)s files can be sent at a time.",
                file=name,
                max=MAX_FILES,
            )
        if len(content) > limit * 1024 * 1024:
            return self.env._(
                "“%(file)s” was left out: it takes %(size)s, and the limit is"
                " %(limit)s MB.",
                file=name,
                size=human_size(len(content)),
                limit=limit,
            )
        if not get_mimetype(content):
            return self.env._(
                "“%(file)s” was left out: by its content it is not an image, a Word"
                " document, a PDF or a compressed file.",
                file=name,
            )
        if get_pixels(content) > MAX_PIXELS:
            return self.env._(
                "“%(file)s” was left out: the image is too large, more than %(max)s"
                " million dots.",
                file=name,
                max=MAX_PIXELS // 1_000_000,
            )
        return None

    def _get_intervia_size(self):
        """The size of this file, for people."""
        return human_size(self.file_size)

    def _get_intervia_key(self):
        """What a form keeps of a file that was sent with an attempt that failed."""
        self.ensure_one()
        return f"{self.id}-{self._get_ownership_token()}"

    @api.model
    def _find_intervia_kept(self, keys):
        """The files that these keys open, for whoever sent them and nobody else."""
        # sudo: the key, and having sent it, stand for the right
        files = self.sudo().browse()
        for key in keys:
            number, _dash, token = key.partition("-")
            file = files.browse(read_id(number)).exists()
            if file and self._is_intervia_own(file, token):
                files |= file
        return files[:MAX_FILES]

    @api.model
    def _is_intervia_own(self, file, token):
        waits = file.res_model == "mail.compose.message" and not file.res_id
        return (
            waits
            and file.create_uid == self.env.user
            and verify_limited_field_access_token(
                file, "id", token, scope="attachment_ownership"
            )
        )
