"""The columns in which organisations come in and go out."""

from semainier.core.spreadsheets import Column
from semainier.organisations.models import Organisation

COLUMNS = (
    Column("siren", is_required=True),
    Column("enseigne", ("name", "usual_name", "nom"), is_required=True),
    Column("raison_sociale", ("legal_name",)),
    Column("famille", ("family",)),
    Column("region"),
    Column("departement", ("department",), is_required=True),
    Column("adresse", ("address",)),
    Column("code_postal", ("postcode", "postal_code", "zip_code")),
    Column("commune", ("city", "town", "ville")),
    Column("code_insee", ("insee_code",)),
    Column("site", ("website", "web_site", "site_web", "site_internet")),
    Column("courriel", ("email", "e_mail", "mail")),
    Column("logements", ("dwellings", "homes")),
    Column("identifiant", ("identifier", "external_id", "id")),
)
# Field of the model -> its column.
COLUMN_OF = {
    "siren": "siren",
    "name": "enseigne",
    "legal_name": "raison_sociale",
    "family": "famille",
    "department": "departement",
    "address": "adresse",
    "postcode": "code_postal",
    "city": "commune",
    "commune": "code_insee",
    "website": "site",
    "email": "courriel",
    "dwellings": "logements",
    "external_id": "identifiant",
}


def row_of(organisation: Organisation, region: str) -> list[str]:
    """Return the cells of an organisation in the order of COLUMNS; `region` is the code of its region today.

    No query: families, departments and communes are written by their codes.
    """
    cells = {
        "siren": organisation.siren,
        "enseigne": organisation.name,
        "raison_sociale": organisation.legal_name,
        "famille": organisation.family_id or "",
        "region": region,
        "departement": organisation.department_id or "",
        "adresse": organisation.address,
        "code_postal": organisation.postcode,
        "commune": organisation.city,
        "code_insee": organisation.commune_id or "",
        "site": organisation.website,
        "courriel": organisation.email,
        "logements": "" if organisation.dwellings is None else str(organisation.dwellings),
        "identifiant": organisation.external_id,
    }
    return [cells[column.name] for column in COLUMNS]
