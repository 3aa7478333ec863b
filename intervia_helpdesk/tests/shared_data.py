"""Public test material beside the repository, where it is; see its README."""

from pathlib import Path

MAIL = Path(__file__).parents[3] / "shared" / "data" / "mail"
NO_MAIL = {".md", ".txt", ".gitattributes"}


def get_raw_mails(*folders):
    """Name and content of each raw mail in these folders; none where they are not."""
    for folder in folders:
        for path in sorted((MAIL / folder).rglob("*")):
            is_mail = path.is_file() and path.suffix not in NO_MAIL
            if is_mail and path.name not in NO_MAIL:
                yield str(path.relative_to(MAIL)), path.read_bytes()


def get_texts(folder):
    """Name and text of each reply body in a folder."""
    for path in sorted((MAIL / folder).glob("*.txt")):
        yield path.name, path.read_text("utf-8", "replace")
