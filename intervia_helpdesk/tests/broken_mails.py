"""Mails as no program should write them: ours, cut, mixed and with wrong fields."""

import random
import re

FIELDS = {
    b"date": (b"99 Foo 0", b"Mon, 32 Jan 99999 99:99:99 +9999999", b"\xff", b"9" * 400),
    b"message-id": (b"<>", b"<@>", b"a b c", b"<\xe9@x>", b"<" + b"x" * 5000 + b"@y>"),
    b"from": (b"", b"@", b'"x" <a@b', b"\xe9 <u@v.example>", b"<a@b.example>" * 500),
    b"content-type": (
        *(b"", b"text", b"multipart/mixed", b"message/rfc822", b"message/partial"),
        *(b"multipart/report", b'multipart/mixed; boundary="', b"text/html; charset="),
        b"text/plain; charset*=utf-8''x; name*0*=a",
    ),
    b"content-transfer-encoding": (b"base64", b"x-uuencode", b"quoted-printable"),
}
CHARSETS = (b"utf-16", b"utf-7", b"x-none", b"idna", b"rot13", b"utf-8\x00", b"hz")
PIECES = (b"a", b"=?utf-8?q?=C3", b"<a@b>,", b"\xe9", b"\t\r\n ")


def _cut(raw, chance):
    return raw[: chance.randrange(1, len(raw) + 1)]


def _disturb(raw, chance):
    noisy = bytearray(raw)
    for _turn in range(chance.randrange(1, 40)):
        noisy[chance.randrange(len(noisy))] = chance.randrange(256)
    return bytes(noisy)


def _insert_nul(raw, chance):
    place = chance.randrange(len(raw))
    return raw[:place] + b"\0" * 20 + raw[place:]


def _lengthen(raw, chance):
    return b"X-Huge: " + chance.choice(PIECES) * 20_000 + b"\r\n" + raw


def _miscall(raw, chance):
    name = chance.choice(CHARSETS)
    return re.sub(rb'(?i)charset="?[\w-]+"?', lambda m: b"charset=" + name, raw)


def _falsify(raw, chance):
    field = chance.choice(list(FIELDS))
    value = field + b": " + chance.choice(FIELDS[field])
    return re.sub(rb"(?im)^" + field + rb":.*$", lambda m: value, raw)


def _repeat(raw, chance):
    place = chance.randrange(len(raw))
    return raw[:place] + raw[place : place + 500] * 10 + raw[place:]


WAYS = (_cut, _disturb, _insert_nul, _lengthen, _miscall, _falsify, _falsify, _repeat)


def get_broken(mails, count, seed=7):
    """``count`` broken mails out of these, always the same ones."""
    chance = random.Random(seed)
    for number in range(count):
        raw = chance.choice(mails)
        for way in chance.sample(WAYS, 2):
            raw = way(raw, chance)
        yield f"broken {number}", raw


def get_monstrous(area):
    """Name and content of mails that are merely too much."""
    start = b"From: ana@roble.example\r\nTo: " + area.encode() + b"\r\nSubject: x\r\n"
    mixed = start + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    yield "deep", mixed + b"--b\r\nContent-Type: multipart/mixed\r\n\r\n" * 10_000
    yield "wide", mixed + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 10_000
    yield "replies", start + b"References: " + b"<a@b> " * 50_000 + b"\r\n\r\nHola"
    yield "fields", start + b"X: v\r\n" * 50_000 + b"\r\nHola"
    yield "readers", start + b"Cc: " + b"p@x.example, " * 50_000 + b"\r\n\r\nHola"
    yield "text", start + b"\r\n" + b"palabra y otra\r\n" * 400_000
    file = b"--b\r\nContent-Type: application/zip; name=a\r\nContent-Transfer-Encoding:"
    yield "file", mixed + file + b" base64\r\n\r\n" + b"QUJD" * 7_500_000 + b"\r\n--b--"
