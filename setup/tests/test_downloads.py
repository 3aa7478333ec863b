"""A download is kept, and trusted only by its hash."""

import hashlib
import io
import lzma
import tarfile
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from ground import debian, downloads
from ground.report import Problem

CONTENT = b"a package"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class TestFetch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        patch = mock.patch.object(downloads, "CACHE", self.folder)
        patch.start()
        self.addCleanup(patch.stop)

    def source(self, content):
        return lambda target: target.write_bytes(content)

    def test_the_second_source_helps_when_the_first_fails(self):
        def absent(_target):
            raise Problem("no network")

        path = downloads.fetch("p.deb", DIGEST, absent, self.source(CONTENT))
        self.assertEqual(path.read_bytes(), CONTENT)

    def test_another_hash_is_refused_and_not_kept(self):
        with self.assertRaisesRegex(Problem, "SHA-256"):
            downloads.fetch("p.deb", DIGEST, self.source(b"something else"))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_kept_file_is_not_fetched_again(self):
        (self.folder / "p.deb").write_bytes(CONTENT)
        self.assertTrue(downloads.fetch("p.deb", DIGEST).exists())

    def test_a_kept_file_that_changed_is_fetched_again(self):
        (self.folder / "p.deb").write_bytes(b"broken")
        path = downloads.fetch("p.deb", DIGEST, self.source(CONTENT))
        self.assertEqual(path.read_bytes(), CONTENT)


class TestUnpackWithoutDpkg(unittest.TestCase):
    def test_files_are_laid_out_but_for_the_excluded(self):
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder) / "p.deb"
            package.write_bytes(archive("./a/i18n/es.po", "./a/i18n/fr.po"))
            target = Path(folder) / "out"
            target.mkdir()
            debian._unpack_with_python(package, target, ["*/i18n/[!e]*.po"])
            found = [path.name for path in target.rglob("*.po")]
            self.assertEqual(found, ["es.po"])


def archive(*names):
    """A .deb with empty files of these names."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        for name in names:
            tar.addfile(tarfile.TarInfo(name))
    members = {
        b"debian-binary": b"2.0\n",
        b"data.tar.xz": lzma.compress(content.getvalue()),
    }
    parts = [b"!<arch>\n"]
    for name, data in members.items():
        parts.append(b"%-16s%-32s%-10d`\n" % (name, b"0", len(data)))
        parts.append(data + b"\n" * (len(data) % 2))
    return b"".join(parts)
