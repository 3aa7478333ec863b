from . import test_access
from . import test_protected_fields
from . import test_workflow
from . import test_workflow_table
