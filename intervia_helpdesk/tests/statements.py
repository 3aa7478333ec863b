import threading
from contextlib import contextmanager


@contextmanager
def recorded_statements():
    """Yield the list of the statements sent meanwhile, as PostgreSQL got them."""
    statements = []
    thread = threading.current_thread()
    hooks = getattr(thread, "query_hooks", [])

    def hook(cr, query, params, start, delay):
        statements.append(cr._obj.query.decode())

    thread.query_hooks = [*hooks, hook]
    try:
        yield statements
    finally:
        thread.query_hooks = hooks
