"""Calling a server from an internet address of one's own choice."""

import http.client
import http.cookies
import json
import re
import urllib.parse
import xmlrpc.client


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode(errors="replace")

    def json(self):
        return json.loads(self.text)


class Caller:
    """One machine with one address of the loopback network, and its cookies."""

    def __init__(self, port, address, headers=None):
        self.port, self.address = port, address
        self.headers = headers or {}
        self.cookies = {}
        self.token = None

    def send(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=120, source_address=(self.address, 0)
        )
        cookie = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        headers = {"Cookie": cookie, **self.headers, **headers}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie") or ():
                for key, morsel in http.cookies.SimpleCookie(line).items():
                    self.cookies[key] = morsel.value
            return Answer(response)
        finally:
            connection.close()

    def open(self, path):
        """See a page with a form, once."""
        if not self.token:
            page = self.send("GET", path).text
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            self.token = found and found[1]

    def form(self, path, **fields):
        """Send a form as the browser does, with the token of a page seen before."""
        self.open(path)
        fields["csrf_token"] = self.token or ""
        return self.send(
            "POST",
            path,
            urllib.parse.urlencode(fields),
            **{"Content-Type": "application/x-www-form-urlencoded"},
        )

    def jsonrpc(self, path, **params):
        body = json.dumps({"jsonrpc": "2.0", "params": params})
        answer = self.send("POST", path, body, **{"Content-Type": "application/json"})
        return answer.json()

    def xmlrpc(self, path, method, *arguments):
        """The result, or the Fault."""
        body = xmlrpc.client.dumps(arguments, method, allow_none=True)
        answer = self.send("POST", path, body, **{"Content-Type": "text/xml"})
        try:
            return xmlrpc.client.loads(answer.text)[0][0]
        except xmlrpc.client.Fault as fault:
            return fault
