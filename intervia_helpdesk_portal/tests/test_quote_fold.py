import doctest

from lxml import html
from markupsafe import Markup

from ..tools import quote_fold
from ..tools.quote_fold import fold_quotes
from .portal_case import PortalCase

Q = ' data-o-mail-quote="1"'
MAILS = (
    f"<p>Ya</p><div{Q}>one</div>\n<blockquote{Q}>two</blockquote> after",
    f"<div>Ya<div{Q}>one<div{Q}>deep</div></div><p>between</p><p{Q}>two</p></div>",
    f"<table><tr><td{Q}>cell <b>bold</b></td><td>shown</td></tr></table>",
    f"<table><tr{Q}><td>row</td></tr></table>tail",
    f"<p>a < b & c <span{Q}>x</span> y",
)


class TestQuoteFold(PortalCase):
    """What a mail quotes is behind a fold of HTML; nothing of it is lost."""

    def test_doctests(self):
        self.assertFalse(doctest.testmod(quote_fold).failed)

    def test_no_letter_is_lost(self):
        for source in MAILS:
            folded = html.fromstring(f"<div>{fold_quotes(source, '')}</div>")
            plain = html.fromstring(f"<div>{source}</div>")
            with self.subTest(source=source):
                self.assertEqual(folded.text_content(), plain.text_content())

    def test_one_fold_for_what_follows_each_other(self):
        self.assertEqual(fold_quotes(MAILS[0], "See").count("<details"), 1)
        self.assertEqual(fold_quotes(MAILS[1], "See").count("<details"), 2)
        self.assertEqual(fold_quotes(MAILS[3], "See").count("<details"), 0)

    def test_the_page_shows_the_answer_and_folds_the_mail_below_it(self):
        self.ticket.message_post(
            body=Markup(f"<p>It burns no more</p><div{Q}>You wrote on Monday</div>"),
            author_id=self.customer.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.authenticate("customer", "customer")
        page = html.fromstring(
            self.url_open(f"/my/intervia/tickets/{self.ticket.id}").text
        )
        [fold] = page.xpath("//details[contains(@class, 'o_intervia_fold')]")
        self.assertIn("You wrote on Monday", fold.text_content())
        self.assertNotIn("It burns no more", fold.text_content())
        self.assertIsNone(fold.get("open"))
