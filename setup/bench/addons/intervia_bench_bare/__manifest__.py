{
    "name": "Bench: bare ticket",
    "summary": "The least that a mail can open: the measure of setup/ctl bench",
    "version": "19.0.1.0.0",
    "author": "Intervia",
    "license": "LGPL-3",
    "depends": ["mail"],
}
