from . import test_workflow
from . import test_workflow_table
