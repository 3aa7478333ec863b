# The order below is the order in which concerns listen to a hook: each override calls
# super() first, so the earlier file acts first.
from . import ticket
from . import permission
from . import screen
from . import viewing
from . import workflow
from . import assignment
from . import worklog
from . import routing
from . import admission
from . import duplicates
from . import intake
from . import door
from . import conversation
from . import recipients
from . import notices
from . import sla
from . import reminder
from . import confidentiality
from . import visibility
from . import client_page
