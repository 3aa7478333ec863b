import doctest

from odoo.tests import BaseCase, tagged

from ..tools import article_video, similarity, text_words


@tagged("post_install", "-at_install")
class TestKnowledgeTools(BaseCase):
    """The examples in the tools hold, and what a search forgives."""

    def test_examples(self):
        for module in (article_video, similarity, text_words):
            self.assertFalse(doctest.testmod(module).failed, module.__name__)

    def test_accents_plurals_and_endings_are_one_word(self):
        for forms in (
            "configuración configuracion configuraciones configurar configurando",
            "contraseña contrasena contraseñas",
            "conexión conexiones",
            "impresora impresoras",
            "nómina nominas",
            "factura facturas facturar facturación",
        ):
            with self.subTest(forms=forms):
                stems = {text_words.get_words(form, "es")[0] for form in forms.split()}
                self.assertEqual(len(stems), 1, stems)

    def test_codes_stay_whole(self):
        words = text_words.get_words("error 0x80070005 en SRV-02", "es")
        self.assertIn("0x80070005", words)
        self.assertIn("srv02", words)

    def test_endless_input_is_cut(self):
        self.assertLess(
            len(text_words.get_words("a" * 10**6 + " impresora " * 10**5)), 9000
        )
