from . import test_mail_intake
from . import test_incoming_mail_tool
from . import test_access
from . import test_protected_fields
from . import test_visibility
from . import test_workflow
from . import test_workflow_table
