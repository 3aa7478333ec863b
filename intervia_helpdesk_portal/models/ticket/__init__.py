# The order below is the order in which concerns listen to a hook.
from . import access
from . import form
from . import acts
from . import timeline
from . import mail
from . import merge
from . import public_page
from . import chat
from . import knowledge
from . import quality
from . import reuse
from . import survey
from . import words
