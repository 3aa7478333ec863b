from . import database, door, login, rpc
