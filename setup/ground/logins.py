"""Who can log in to the demo; every password is the login itself."""

LOGINS = (
    ("system administrator", "admin"),
    ("helpdesk administrator, Elena Vidal", "elena"),
    ("supervisor of Sistemas and Redes, Marcos Ibáñez", "marcos"),
    ("supervisor of Aplicaciones, Nuria Campos", "nuria"),
    ("agent, Pablo Soler", "pablo"),
    ("agent, Irene Mas", "irene"),
    ("agent on holiday, Hugo Ferrer", "hugo"),
    ("accountant, no helpdesk role, Teresa Gil", "teresa"),
    ("storekeeper, Óscar Llopis", "oscar"),
    ("employee without role, Lucía Marín", "lucia"),
    ("client, manager of La Espiga, Carmen Ruiz", "carmen"),
    ("client of La Espiga, Javier Ruiz", "javier"),
    ("client of Clínica Sonrisa, Beatriz Ortega", "beatriz"),
    ("client, manager of Asesoría Robles, Andrés Robles", "andres"),
)


def table(present):
    """The lines to print, for those who are in the database."""
    width = max(len(role) for role, _login in LOGINS)
    return [
        f"  {role:<{width}}  {login} / {login}"
        for role, login in LOGINS
        if login in present
    ]
