from semainier.territories.attributions import ATTRIBUTIONS


def test_every_source_names_its_licence_and_both_addresses():
    assert [(entry.source, str(entry.licence)) for entry in ATTRIBUTIONS] == [
        ("Insee", "Licence Ouverte 2.0"),
        ("Etalab – Découpage administratif", "Licence Ouverte 2.0"),
        ("GeoNames", "CC BY 4.0"),
        ("Natural Earth", "Domaine public"),
    ]
    assert all(
        url.startswith("https://") for entry in ATTRIBUTIONS for url in (entry.source_url, entry.licence_url)
    )
    assert all(str(entry.used_for) for entry in ATTRIBUTIONS)
