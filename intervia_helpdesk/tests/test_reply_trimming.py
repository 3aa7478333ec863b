import doctest
import time
from email.message import EmailMessage

from odoo.tests import BaseCase, tagged
from odoo.tools.mail import html_sanitize

from ..tools import (
    forwarded_mail,
    incoming_mail,
    machine_mail,
    mail_repair,
    reply_html,
    reply_trimming,
    similarity,
    sms_media,
    sms_signature,
    spam_score,
    spam_tokens,
    tnef,
)
from .data import spanish_replies, spanish_replies_2, spanish_replies_3
from .mail_case import HelpdeskMailCase
from .shared_data import get_texts

TOOLS = (
    *(forwarded_mail, incoming_mail, machine_mail, mail_repair, reply_html),
    *(reply_trimming, similarity, sms_media, sms_signature, spam_score),
    *(spam_tokens, tnef),
)


def words(text):
    return "".join(text.replace("\xa0", " ").replace("\u200b", "").split())


def get_stored(text, subtype="plain", subject="Re: It does not print"):
    """The body as it is kept: Odoo's sanitizer looks for quotes as well."""
    mail = EmailMessage()
    mail["Subject"] = subject
    mail.set_content(text, subtype=subtype)
    reply_html.fold_message(mail)
    parsed = html_sanitize(mail.get_content(), sanitize_tags=False, strip_classes=True)
    return html_sanitize(parsed, sanitize_attributes=True, sanitize_style=True)


@tagged("post_install", "-at_install")
class TestReplyTrimming(BaseCase):
    """What a person wrote is shown, the rest folded, nothing deleted."""

    def test_examples_of_the_tools(self):
        for tool in TOOLS:
            with self.subTest(tool.__name__):
                self.assertFalse(doctest.testmod(tool).failed)

    def _assert_exact(self, triples, trim):
        triples = list(triples)
        wrong = [n for n, mail, said in triples if words(trim(mail)) != words(said)]
        self.assertLessEqual(len(wrong) / len(triples), 0.02, wrong)
        return len(triples)

    def test_spanish_texts(self):
        texts = spanish_replies.get_texts()
        self.assertGreater(self._assert_exact(texts, reply_trimming.trim_reply), 200)

    def test_spanish_htmls(self):
        def trim(mail):
            return reply_html.get_shown_text(reply_html.fold_html(mail))

        self.assertGreater(self._assert_exact(spanish_replies.get_htmls(), trim), 100)

    def test_programs_that_were_unknown(self):
        trim = reply_trimming.trim_reply
        for name, mail, said in spanish_replies_2.get_texts():
            self.assertEqual(words(trim(mail)), words(said), name)
        for name, mail, said in spanish_replies_2.get_htmls():
            shown = reply_html.get_shown_text(reply_html.fold_html(mail))
            self.assertEqual(words(shown), words(said), name)

    def test_people_who_make_it_hard(self):
        for name, subtype, mail, said in spanish_replies_3.get_mails():
            body = get_stored(mail, subtype)
            self.assertEqual(words(reply_html.get_shown_text(body)), words(said), name)
            whole = reply_html.html.fromstring(f"<div>{body}</div>").text_content()
            if subtype == "html":
                mail = reply_html.html.fromstring(f"<div>{mail}</div>").text_content()
            self.assertEqual(words(whole), words(mail), name)

    def test_forwarded_mail_stays_whole(self):
        mail = f"Os lo paso.\n\n{spanish_replies.TEXT_LAYOUTS['outlook']}"
        body = get_stored(mail, subject="RV: Factura")
        self.assertEqual(words(reply_html.get_shown_text(body)), words(mail))
        mail = "<p>Va</p><div class='gmail_quote'><blockquote>Pago</blockquote></div>"
        body = get_stored(mail, "html", subject="Fwd: Factura")
        self.assertEqual(words(reply_html.get_shown_text(body)), "VaPago")

    def test_broken_html_is_left_as_it_is(self):
        for source in ("<html></div></b>", "<html>", "<!-- -->", "\n", "<p"):
            self.assertIsInstance(reply_html.fold_html(source), str)

    def test_history_is_one_fold(self):
        head = "<b>De:</b> Ana<br><b>Enviado:</b> 4/3/26 9:15<br><b>Asunto:</b> a@b.es"
        mail = f"<p>Va</p><div><div><p>{head}</p></div></div><p>¿Va?</p>"
        top = reply_html.html.fromstring(f"<div>{get_stored(mail, 'html')}</div>")
        self.assertEqual([node.get(reply_html.MARK) for node in top], [None, "1", "1"])

    def test_image_below_a_quote_is_shown(self):
        quote = "<blockquote type='cite'>¿Va?</blockquote>"
        body = get_stored(f"{quote}<div><img src='/web/x.png'></div>", "html")
        marked = reply_html.html.fromstring(f"<div>{body}</div>")
        image = marked.find(".//img")
        self.assertFalse([n for n in image.iterancestors() if n.get(reply_html.MARK)])

    def test_nothing_is_deleted(self):
        both = (spanish_replies, spanish_replies_2)
        for name, mail, _said in (row for data in both for row in data.get_texts()):
            parts = reply_trimming.split_reply(mail)
            self.assertEqual("\n".join(part for _fold, part in parts), mail, name)
        for name, mail, _said in (row for data in both for row in data.get_htmls()):
            text = reply_html.html.fromstring(f"<div>{mail}</div>").text_content()
            folded = reply_html.fold_html(mail)
            after = reply_html.html.fromstring(f"<div>{folded}</div>").text_content()
            self.assertEqual(words(text), words(after), name)

    def test_public_texts_lose_no_line(self):
        for folder in ("crisp-replies", "willdurand-replies", "zapier-replies"):
            for name, text in get_texts(folder):
                parts = reply_trimming.split_reply(text)
                whole = text.replace("\r\n", "\n").replace("\r", "\n")
                self.assertEqual("\n".join(part for _f, part in parts), whole, name)
                self.assertTrue(reply_trimming.trim_reply(text) or not text.strip())

    def test_no_input_hangs(self):
        nasty = {
            "words": "El " + "a " * 300_000,
            "spaces": " " * 600_000,
            "dates": "On Mon, 1 Jan 2024\n" * 30_000,
            "dashes": "-" * 600_000,
            "quotes": "> a\n" * 150_000,
            "fields": "De: hola\n" * 60_000,
            "footers": "Este mensaje es confidencial\n\n" * 60_000,
            "forwards": "> ---------- Mensaje reenviado\n" * 60_000,
        }
        for name, text in nasty.items():
            started = time.process_time()
            reply_trimming.split_reply(text)
            self.assertLess(time.process_time() - started, 3, name)
        rich = {
            "breaks": "a<br>" * 390_000,
            "attributions": "<p>El 3/7/24 12:03, Ana escribió</p>" * 19_000,
            "loose": "<div>x</div>tail" * 19_000,
            "quotes": "<blockquote type='cite'>a</blockquote>b" * 9_000,
            "colours": "abajo<div class='gmail_quote'>"
            + "<p><font color='red'>x</font></p>" * 9_000,
        }
        for name, mail in rich.items():
            started = time.process_time()
            reply_html.fold_html(mail)
            self.assertLess(time.process_time() - started, 3, name)


@tagged("post_install", "-at_install")
class TestReplyFolding(HelpdeskMailCase):
    """Replies to tickets are folded, first mails and forwards are not."""

    def test_reply_is_folded_and_first_mail_is_not(self):
        body = spanish_replies.REPLIES["ar"] + spanish_replies.TEXT_LAYOUTS["outlook"]
        ticket = self._receive(body)
        self.assertNotIn("data-o-mail-quote", ticket.description)
        self._reply(self._answer(ticket), body)
        folded = self._last_message(ticket).body
        self.assertIn('data-o-mail-quote="1"', folded)
        self.assertIn("¿Ha podido probarlo?", folded)
        self.assertIn("sigue sin andar", folded.partition("data-o-mail-quote")[0])

    def test_rich_reply_is_folded(self):
        html = "<div>Ya va</div>" + spanish_replies.HTML_LAYOUTS["owa"]
        ticket = self._receive()
        raw = self._build_mail(
            html, in_reply_to=self._answer(ticket).message_id
        ).replace(b"text/plain", b"text/html")
        self._process(raw)
        folded = self._last_message(ticket).body
        self.assertIn("Ya va", folded.partition("data-o-mail-quote")[0])
        self.assertIn('data-o-mail-quote="1"', folded)
