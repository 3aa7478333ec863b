from . import door, login
