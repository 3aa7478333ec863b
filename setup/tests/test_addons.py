"""The direction of dependence: arrows point only at the base."""

import unittest

from ground.addons import manifests
from ground.paths import ROOT, SETUP

BASE = "intervia_helpdesk"
LEAVES = {
    "intervia_helpdesk_billing": {"sale_management", "account_payment"},
    "intervia_helpdesk_portal": {"portal", "website"},
    "intervia_helpdesk_stock": {"stock"},
}
TEXT = {".py", ".xml", ".js", ".csv", ".scss"}


class TestDependence(unittest.TestCase):
    def test_the_base_knows_no_leaf_and_no_leaf_dependency(self):
        forbidden = set(LEAVES).union(*LEAVES.values()) | {"sale", "account", "product"}
        self.assertFalse(forbidden & set(manifests()[BASE]["depends"]))

    def test_a_leaf_stands_on_the_base_and_its_own(self):
        for leaf, own in LEAVES.items():
            depends = set(manifests()[leaf]["depends"])
            with self.subTest(leaf):
                self.assertLessEqual({BASE, *own}, depends)
                self.assertFalse(depends & set(LEAVES))

    def test_no_leaf_names_another(self):
        for leaf in LEAVES:
            others = set(LEAVES) - {leaf}
            for path in (ROOT / leaf).rglob("*.*"):
                if path.suffix in TEXT:
                    with self.subTest(path.name):
                        text = path.read_text()
                        self.assertFalse([name for name in others if name in text])

    def test_the_metapackage_holds_every_addon(self):
        project = (SETUP / "_metapackage" / "pyproject.toml").read_text()
        for name in manifests():
            self.assertIn(f'"odoo-addon-{name}==19.0.*"', project)
