"""What a file really is, by its first bytes and not by its name."""

import io
import zipfile

from PIL import Image

# A small file may say that it is a huge image: unpacking it would eat the memory
MAX_PIXELS = 60_000_000

_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_ARCHIVES = (
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def get_mimetype(content):
    """The type of an accepted file: image, Word, PDF or compressed; else None.

    >>> get_mimetype(b"%PDF-1.7 ...")
    'application/pdf'
    >>> get_mimetype(b"RIFF\\x10\\x00\\x00\\x00WEBPVP8 ")
    'image/webp'
    >>> get_mimetype(b"MZ\\x90\\x00 a program called holiday.png") is None
    True
    >>> get_mimetype(b"<svg onload='alert(1)'/>") is None
    True
    >>> get_mimetype(b"") is None
    True
    """
    for magic, mimetype in (*_IMAGES, *_ARCHIVES):
        if content.startswith(magic):
            return mimetype if mimetype != "image/bmp" else _get_bitmap(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"{\\rtf"):
        return "application/rtf"
    if content.startswith(_OLE):
        return _get_ole(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _get_zip(content)
    return "application/x-tar" if content[257:262] == b"ustar" else None


def get_pixels(content):
    """How many dots an image has by its own account; 0 for what is none."""
    try:
        width, height = Image.open(io.BytesIO(content)).size
    except Image.DecompressionBombError:
        return MAX_PIXELS + 1
    except (OSError, ValueError, SyntaxError):
        return 0
    return width * height


def _get_bitmap(content):
    """Two letters are not enough: the header says the size of the file, too."""
    size = int.from_bytes(content[2:6], "little")
    return "image/bmp" if size == len(content) else None


def _get_ole(content):
    """Word up to 2003; Excel and installers have the same container."""
    word = "WordDocument".encode("utf-16-le")
    return "application/msword" if word in content else None


def _get_zip(content):
    """A compressed file, or a document that is one inside."""
    if _OPEN_DOCUMENT in content[:100]:
        return "application/vnd.oasis.opendocument.text"
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    if "[Content_Types].xml" in names:
        return _DOCX if "word/document.xml" in names else None
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        return None
    return "application/zip"
