import json

from odoo import http
from odoo.exceptions import ValidationError
from odoo.http import request

from ..tools.sms_media import MAX_FILES

MAX_BYTES = 30 * 1024 * 1024
MAX_URL = 1000


class DoorController(http.Controller):
    """The doors besides mail. See the README for what they take."""

    @http.route(
        "/intervia/intake/<int(max=2147483647):door_id>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        readonly=False,
        max_content_length=MAX_BYTES,
    )
    def receive(self, door_id, **_query):
        scheme, _space, token = request.httprequest.headers.get(
            "Authorization", ""
        ).partition(" ")
        doors = request.env["intervia.door"]
        with request.env["intervia.login.ban"]._guard(f"key {door_id}") as attempt:
            door = doors._open(door_id, token if scheme.lower() == "bearer" else "")
            if not door:
                attempt.fail()
        if not door:
            return self._answer(401, {"error": "unknown door or token"})
        if request.httprequest.form:  # curl's default: the body is gone
            error = "send the body as Content-Type: application/json"
            return self._answer(400, {"error": error})
        try:
            data = json.loads(request.httprequest.get_data())
            if not isinstance(data, dict):
                raise ValueError
            json.dumps(data, ensure_ascii=False).encode()  # no half characters
        except (ValueError, RecursionError):
            return self._answer(400, {"error": "the body must be a JSON object"})
        try:
            answer = door._receive(data)
        except ValidationError as error:
            return self._answer(400, {"error": error.args[0]})
        return self._answer(200, answer)

    @http.route(
        "/intervia/sms/<int(max=2147483647):door_id>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        readonly=False,
    )
    def receive_sms(self, door_id, **_fields):
        """Twilio's webhook: answered with an empty TwiML, the client is told apart."""
        asked = request.httprequest
        received = asked.form.to_dict()
        door = request.env["intervia.door"]._open_sms(
            door_id,
            asked.host_url,
            asked.environ.get("REQUEST_URI") or asked.full_path.rstrip("?"),
            dict(asked.form.lists()),
            asked.headers.get("X-Twilio-Signature", ""),
        )
        if not door:
            return request.make_response("", status=403)
        text = received.get("Body", "")
        door._receive(
            {
                "external_id": received.get("MessageSid", ""),
                "subject": text[:60] or received.get("From", ""),
                "text": text,
                "phone": received.get("From", ""),
            },
            media=self._get_media(received),
        )
        return request.make_response(
            "<Response/>", headers=[("Content-Type", "text/xml")]
        )

    def _get_media(self, received):
        """The addresses of the pictures of an MMS."""
        names = [f"MediaUrl{number}" for number in range(MAX_FILES)]
        urls = [received[name] for name in names if received.get(name)]
        return [url for url in urls if len(url.split()) == 1 and len(url) < MAX_URL]

    def _answer(self, status, data):
        headers = [("Content-Type", "application/json")]
        return request.make_response(json.dumps(data), headers=headers, status=status)
