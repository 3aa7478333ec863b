# shellcheck shell=sh
# Sourced by run, test and ctl: finds a Python that Odoo 19 accepts and hands over to it.
# Everything else is Python, standard library only, in setup/ground.

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

usable() {
    "$@" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' \
        >/dev/null 2>&1
}

start() {
    # Bytecode goes to var/: without a cache each start would compile Odoo again.
    unset PYTHONDONTWRITEBYTECODE PYTHONHOME
    PYTHONPATH=$here PYTHONPYCACHEPREFIX=$here/../var/pycache
    export PYTHONPATH PYTHONPYCACHEPREFIX
    for python in "${INTERVIA_PYTHON:-python3}" \
        python3.12 python3.11 python3.13 python3.10; do
        if usable "$python"; then
            exec "$python" -m "$@"
        fi
    done
    if usable uv run --no-project --python 3.12 python; then
        exec uv run --no-project --python 3.12 python -m "$@"
    fi
    echo "Python 3.10, 3.11, 3.12 or 3.13 is needed and none was found;" \
        "install one, or name it in INTERVIA_PYTHON." >&2
    exit 1
}
