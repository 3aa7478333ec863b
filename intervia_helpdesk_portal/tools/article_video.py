"""Videos that tell their provider nothing until somebody plays them."""

import re
from typing import NamedTuple

from lxml import etree, html

_YOUTUBE = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/|live/)"
    r"|youtu\.be/)([\w-]{6,20})"
)
_VIMEO = re.compile(r"vimeo\.com/(?:video/)?(\d{5,12})")


class Video(NamedTuple):
    """A video: who serves it, what to play, where to look at it."""

    provider: str
    player: str
    page: str


def get_video(address):
    """The video at ``address``, or None when its provider is not known.

    >>> get_video("https://youtu.be/dQw4w9WgXcQ?t=3").player
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0'
    >>> get_video("https://vimeo.com/76979871").provider
    'Vimeo'
    >>> get_video("https://example.com/v.mp4") is None
    True
    """
    found = _YOUTUBE.search(address)
    if found:
        return Video(
            "YouTube",
            f"https://www.youtube-nocookie.com/embed/{found[1]}?autoplay=1&rel=0",
            f"https://www.youtube.com/watch?v={found[1]}",
        )
    found = _VIMEO.search(address)
    if found:
        return Video(
            "Vimeo",
            f"https://player.vimeo.com/video/{found[1]}?autoplay=1&dnt=1",
            f"https://vimeo.com/{found[1]}",
        )
    return None


def hold_videos(body, label):
    """``body`` with each embedded video replaced by a button that plays it.

    :param str body: HTML
    :param str label: what the button says, with ``%s`` for the provider
    :rtype: str

    >>> "iframe" in hold_videos('<iframe src="//youtu.be/dQw4w9WgXcQ"></iframe>', "%s")
    False
    """
    if "iframe" not in body and "media_iframe_video" not in body:
        return body
    root = html.fragment_fromstring(body, create_parent="div")
    frames = root.xpath(
        "//*[contains(@class, 'media_iframe_video')]"
        " | //iframe[not(ancestor::*[contains(@class, 'media_iframe_video')])]"
    )
    for frame in frames:
        address = (
            frame.get("data-oe-expression")
            or frame.get("src")
            or next(iter(frame.xpath(".//iframe/@src")), "")
        )
        _replace(frame, get_video(address), label)
    inner = (root.text or "") + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in root
    )
    return inner


def _replace(frame, video, label):
    """Put in the place of ``frame`` what plays ``video``; nothing when unknown."""
    parent = frame.getparent()
    if video:
        holder = html.Element("div", {"class": "o_intervia_video"})
        holder.set("data-player", video.player)
        link = html.Element("a", {"href": video.page, "rel": "noopener noreferrer"})
        link.set("target", "_blank")
        link.set("class", "btn btn-dark o_intervia_video_play")
        link.text = label % video.provider
        holder.append(link)
        holder.tail = frame.tail
        parent.replace(frame, holder)
    else:
        frame.drop_tree()
