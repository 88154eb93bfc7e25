"""The columns in which events come in; `exports/table.py` writes the same ones."""

from semainier.core.spreadsheets import Column

COLUMNS = (
    Column("identifiant", ("identifier", "external_id", "id"), is_required=True),
    Column("organisme_siren", ("organisation_siren", "organization_siren", "siren"), is_required=True),
    Column("titre", ("title",), is_required=True),
    Column("description"),
    Column("theme"),
    Column("type", ("kind",)),
    Column("debut", ("start", "starts_at", "begin"), is_required=True),
    Column("fin", ("end", "ends_at"), is_required=True),
    Column("lieu", ("place", "venue")),
    Column("adresse", ("address",)),
    Column("code_postal", ("postcode", "postal_code", "zip_code")),
    Column("commune", ("city", "town", "ville")),
    Column("code_insee", ("insee_code",)),
    Column("latitude", ("lat",)),
    Column("longitude", ("lon", "lng")),
    Column("public", ("audience",)),
    Column("acces", ("admission", "access")),
    Column("inscription_url", ("booking_url", "registration_url")),
    Column("statut", ("status",)),
)
# Field of the model -> its column.
COLUMN_OF = {
    "title": "titre",
    "description": "description",
    "theme": "theme",
    "kind": "type",
    "starts_at": "debut",
    "ends_at": "fin",
    "venue": "lieu",
    "address": "adresse",
    "postcode": "code_postal",
    "city": "commune",
    "commune": "code_insee",
    "latitude": "latitude",
    "longitude": "longitude",
    "audience": "public",
    "admission": "acces",
    "booking_url": "inscription_url",
    "status": "statut",
}
