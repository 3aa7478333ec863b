from . import (
    access,
    acts,
    chat,
    form,
    knowledge,
    mail,
    public_page,
    quality,
    survey,
    timeline,
    words,
)
