"""The doors people use: a mail program, a mailbox, the web client's own calls."""

import http.cookiejar
import json
import re
import smtplib
import time
import urllib.request
from email.message import EmailMessage
from email.utils import make_msgid

from ground import mailboxes


class Refused(Exception):
    """The server answered a call with an error; the text is what the person reads."""


class Browser:
    """What the web client sends over HTTP once a person has logged in."""

    def __init__(self, url, database, login):
        jar = http.cookiejar.CookieJar()
        self.url = url
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(jar)
        )
        self.info = self._post(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": login},
        )
        self.uid = self.info["uid"]

    def call(self, model, method, *args, **kwargs):
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def read(self, model, domain, names, **options):
        return self.call(model, "search_read", domain, names, **options)

    def _post(self, path, params):
        request = urllib.request.Request(
            self.url + path,
            json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
            {"Content-Type": "application/json"},
        )
        with self.opener.open(request, timeout=60) as response:
            answer = json.load(response)
        if "error" in answer:
            raise Refused(answer["error"]["data"]["message"])
        return answer.get("result")


class Post:
    """The mail of the outside world: sends by SMTP, reads from the Maildirs."""

    def __init__(self, port, folder):
        self.port, self.folder = port, folder
        self.seen = set()

    def send(self, sender, recipient, subject, text, answers=None, **headers):
        """Send one mail and return its Message-Id.

        :param answers: a message received before, which this one replies to
        """
        message = EmailMessage()
        message["From"] = sender
        message["To"] = recipient
        message["Subject"] = subject
        message["Message-Id"] = make_msgid(domain="client.example")
        if answers is not None:
            message["In-Reply-To"] = answers["Message-Id"]
            message["References"] = " ".join(
                filter(None, (answers["References"], answers["Message-Id"]))
            )
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.port, timeout=30) as server:
            server.send_message(message)
        return message["Message-Id"]

    def wait(self, address, patience=60):
        """The next unread mail of ``address``; fails after ``patience`` seconds."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            fresh = self.unread(address)
            if fresh:
                self.seen.add(fresh[0])
                return mailboxes.parsed(fresh[0])
            time.sleep(0.2)
        raise AssertionError(f"no mail reached {address} within {patience} s")

    def unread(self, address):
        files = sorted(
            (self.folder / address).glob("new/*"), key=lambda f: f.stat().st_mtime_ns
        )
        return [file for file in files if file not in self.seen]


def text_of(message):
    body = message.get_body(("html", "plain")).get_content()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
