"""The doors that take a credential: how to knock, and what the answer means.

Each door is ``knock(caller, state, right, number)`` -> "in", "wrong" or "blocked".
``right`` is whether the credential shown is the right one.
"""

import hashlib
import hmac
import re
import struct
import time
import xmlrpc.client

IN, WRONG, BLOCKED = "in", "wrong", "blocked"
# the refusal of whoever is blocked, in either language
REFUSAL = re.compile("came from your address|desde su dirección")


def web_login(caller, state, right, number):
    password = state["password"] if right else f"wrong {number}"
    answer = caller.form("/web/login", login=state["login"], password=password)
    return _of_page(answer, answer.status == 303)


def session(caller, state, right, number):
    password = state["password"] if right else f"wrong {number}"
    answer = caller.jsonrpc(
        "/web/session/authenticate",
        db=state["database"],
        login=state["login"],
        password=password,
    )
    return _of_json(answer)


def xmlrpc_login(caller, state, right, number):
    """Whoever is blocked gets False like whoever is wrong: a call tells them apart."""
    password = state["password"] if right else f"wrong {number}"
    was_blocked = _is_blocked(caller)
    result = caller.xmlrpc(
        *("/xmlrpc/2/common", "authenticate"),
        *(state["database"], state["login"], password, {}),
    )
    if result:
        return IN if isinstance(result, int) else result.faultString
    return BLOCKED if was_blocked else WRONG


def xmlrpc_call(caller, state, right, number):
    password = state["password"] if right else f"wrong {number}"
    result = caller.xmlrpc(
        *("/xmlrpc/2/object", "execute_kw", state["database"], state["uid"]),
        *(password, "res.users", "read", [[state["uid"]], ["login"]]),
    )
    if isinstance(result, xmlrpc.client.Fault):
        return BLOCKED if REFUSAL.search(result.faultString) else WRONG
    return IN


def jsonrpc_call(caller, state, right, number):
    password = state["password"] if right else f"wrong {number}"
    who = [state["database"], state["uid"], password]
    call = ["res.users", "read", [[state["uid"]], ["login"]]]
    answer = caller.jsonrpc(
        "/jsonrpc", service="object", method="execute_kw", args=who + call
    )
    return _of_json(answer)


def key_as_password(caller, state, right, number):
    """An API key at the doors of a password."""
    return jsonrpc_call(caller, {**state, "password": state["key"]}, right, number)


def bearer(caller, state, right, number):
    key = state["key"] if right else f"{number:08x}{'0' * 32}"
    answer = caller.send(
        *("POST", "/json/2/res.users/context_get", "{}"),
        **{"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
    )
    return {200: IN, 401: WRONG, 403: BLOCKED}.get(answer.status, answer.text)


def second_factor(caller, state, right, number):
    if not caller.cookies.get("factor"):
        login = {"login": state["factor_login"], "password": state["password"]}
        caller.form("/web/login", **login)
        caller.cookies["factor"] = "asked"
    secret = bytes.fromhex(state["factor_secret"])
    code = totp(secret) if right else (totp(secret) + 1 + number) % 1_000_000
    answer = caller.form("/web/login/totp", totp_token=f"{code:06}")
    return _of_page(answer, answer.status == 303)


def public_link(caller, state, right, number):
    link = state["link"] if right else f"wrong{number}"
    answer = caller.send("GET", f"/soporte/ticket/{link}")
    return _of_page(answer, answer.status == 200)


def confirm_link(caller, state, right, number):
    """There is no right one at hand: the last is a page that is free to all."""
    link = state["link"] if right else f"wrong{number}"
    path = "ticket" if right else "confirmar"
    answer = caller.send("GET", f"/soporte/{path}/{link}")
    return _of_page(answer, answer.status == 200)


def reset(caller, _state, _right, number):
    answer = caller.form("/web/reset_password", login=f"nobody{number}@nowhere.example")
    return _of_page(answer, False)


def sign_up(caller, _state, _right, number):
    answer = caller.form(
        "/web/signup", login=f"nobody{number}@nowhere.example", name="Nobody"
    )
    return _of_page(answer, False)


def reset_link(caller, state, right, number):
    """A forged link to choose a new password; then the right password is no use."""
    if right:
        return session(caller, state, right, number)
    answer = caller.send("GET", f"/web/reset_password?token=wrong{number}")
    return _of_page(answer, False)


DOORS = [
    *(web_login, session, xmlrpc_login, xmlrpc_call, jsonrpc_call, key_as_password),
    *(bearer, second_factor, public_link, confirm_link, reset, sign_up, reset_link),
]


def _of_page(answer, is_in):
    if answer.status == 429:
        return BLOCKED
    if answer.status >= 500:
        return f"{answer.status} {answer.text[:200]}"
    return IN if is_in else WRONG


def _of_json(answer):
    if answer.get("result"):
        return IN
    return BLOCKED if REFUSAL.search(answer["error"]["data"]["message"]) else WRONG


def _is_blocked(caller):
    """What the place's own state is, asked at a door that says so."""
    return caller.send("GET", "/web/login").status == 429


def totp(secret, step=30):
    counter = struct.pack(">Q", int(time.time() // step))
    digest = hmac.new(secret, counter, hashlib.sha1).digest()
    offset = digest[-1] & 0xF
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return (number & 0x7FFFFFFF) % 1_000_000
