from . import ledger
from . import recognition
from . import processing
from . import spam
from . import media
from . import telling
from . import desk
