import io
import struct
import time
import zipfile
import zlib

from PIL import Image

from odoo.tests import BaseCase, tagged

from ..tools.file_kind import MAX_PIXELS, get_mimetype, get_pixels
from .portal_case import PNG, PortalCase

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 64
IDS = ("²", "-1", "9" * 30, "1e3", "0x1", "1 OR 1=1", "")
TEXTS = (
    "con\x00nulo",
    "\u202eoreves\u202c \u0000",
    "🙂 ﷽ ṯ̈́ȅ͐x̌t̓ 漢字",
    "<script>alert(1)</script>{{7*7}}${7*7}",
    "ñandú \udcff".encode("utf-8", "surrogateescape"),
)


def make_png(width, height):
    """The head of an image that says it is this large, and nothing of it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + head
    end = struct.pack(">I", zlib.crc32(chunk))
    data = struct.pack(">I", 10) + b"IDAT" + bytes(14)
    return PNG[:8] + struct.pack(">I", len(head)) + chunk + end + data


def make_zip_bomb(megabytes):
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("zeros.bin", "w") as file,
    ):
        for _time in range(megabytes):
            file.write(bytes(1_000_000))
    return target.getvalue()


@tagged("post_install", "-at_install")
class TestHostileFiles(BaseCase):
    """Judging a file costs little, whatever it claims to be."""

    def test_image_that_would_fill_the_memory(self):
        for size in ((60_000, 60_000), (2**31 - 1, 2), (8_000, 8_000)):
            self.assertGreater(get_pixels(make_png(*size)), MAX_PIXELS)
        target = io.BytesIO()
        Image.new("1", (4000, 3000)).save(target, "PNG")
        self.assertEqual(get_pixels(target.getvalue()), 12_000_000)
        self.assertEqual(get_pixels(PNG), 0)

    def test_zip_bomb_is_not_unpacked(self):
        bomb = make_zip_bomb(200)
        start = time.process_time()
        self.assertEqual(get_mimetype(bomb), "application/zip")
        self.assertEqual(get_pixels(bomb), 0)
        self.assertLess(time.process_time() - start, 1)

    def test_zip_that_lies_about_its_table(self):
        archive = make_zip_bomb(1)
        for cut in (4, 30, len(archive) // 2, len(archive) - 3):
            self.assertIn(get_mimetype(archive[:cut]), (None, "application/zip"))


class TestHostileForms(PortalCase):
    """Nothing that anybody sends is an error of the server."""

    def setUp(self):
        super().setUp()
        self.authenticate("customer", "customer")

    def test_program_named_like_a_picture(self):
        page = self._act("reply", body="Look", files=[("holiday.png", EXE)])
        self.assertIn("holiday.png", page.text)
        self.assertIn("is not an image", page.text)
        self.assertFalse(self._get_conversation())

    def test_image_bomb_is_named_and_refused(self):
        page = self._act(
            "reply", body="Look", files=[("b.png", make_png(50_000, 50_000))]
        )
        self.assertIn("b.png", page.text)
        self.assertIn("the image is too large", page.text)
        self.assertIn(">Look</textarea>", page.text)

    def test_zip_bomb_is_kept_as_it_came(self):
        bomb = make_zip_bomb(20)
        self._act("reply", body="Zip", files=[("b.zip", bomb)])
        file = self.ticket._get_client_messages().attachment_ids
        self.assertEqual((file.name, file.file_size), ("b.zip", len(bomb)))
        self.assertFalse(file.index_content)

    def test_file_above_the_limit(self):
        self.env["ir.config_parameter"].set_param(
            "intervia_helpdesk_portal.max_file_mb", "1"
        )
        page = self._act("reply", body="x", files=[("a.png", PNG + bytes(1_100_000))])
        self.assertIn("the limit is 1 MB", page.text)

    def test_strange_names_of_files(self):
        names = ("../../etc/passwd", "a" * 400 + ".png", "ñ🙂.png", 'x";y=".png')
        for name in names:
            answer = self._act("reply", body="x", files=[(name, PNG)])
            with self.subTest(name=name):
                self.assertEqual(answer.status_code, 303)

    def test_strange_texts(self):
        for text in TEXTS:
            with self.subTest(text=text):
                answer = self._act("reply", body=text)
                self.assertEqual(answer.status_code, 303)
                answer = self._ask(name=text, description=text, seen_suggestions="1")
                self.assertEqual(answer.status_code, 303)
                page = self.url_open(f"{answer.headers['Location']}")
                self.assertNotIn("<script>alert(1)", page.text)
                self.assertNotIn("49", page.text.partition("conversation")[2][:400])
        self.authenticate(None, None)
        for text in TEXTS:
            answer = self._ask(partner_name=text, partner_email=text, name=text)
            self.assertEqual(answer.status_code, 200)

    def test_strange_numbers(self):
        level = self.env.ref("intervia_helpdesk_portal.rating_level_satisfactory").id
        self.ticket._move_to("finished")
        for number in IDS:
            with self.subTest(number=number):
                for form in (
                    {"stars": number},
                    {"message_id": number, "level_id": level},
                    {"message_id": level, "level_id": number},
                ):
                    self.assertEqual(self._act("evaluate", **form).status_code, 404)
                answer = self._send("/soporte/sugerencias/resuelto", article_id=number)
                self.assertEqual(answer.status_code, 303)
                page = self._ask(type_id=number, area_id=number, kept=number)
                self.assertEqual(page.status_code, 200)
                for path in ("articulos?programa", "articulos?buscar"):
                    page = self.url_open(f"/soporte/{path}={number}%00")
                    self.assertEqual(page.status_code, 200)
                page = self.url_open(f"/my/intervia/tickets?search={number}%00&sort=x")
                self.assertEqual(page.status_code, 200)
        page = self.url_open(f"/my/intervia/tickets/{'9' * 30}")
        self.assertEqual(page.status_code, 404)

    def test_pressed_twice_is_done_once(self):
        for act, state in (("close", "finished"), ("reopen", "in_progress")):
            for _time in range(2):
                self.assertEqual(self._act(act).status_code, 303)
                self.assertEqual(self.ticket.state, state)
        self.assertEqual(len(self._get_conversation()), 2)
