from . import door
from . import login
