"""Data of the lessons: what installed packages carry, split so that nothing leaks between the parts."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "DOLLAR_STREET_NAMES": "_dollar_street",
        "Digits": "_digits",
        "DollarStreet": "_dollar_street",
        "FEATURES": "_penguins",
        "Forecasts": "_weather",
        "MATERIALS": "_materials",
        "Material": "_materials",
        "Materials": "_materials",
        "PHOTOS": "_photos",
        "Penguins": "_penguins",
        "Photo": "_photos",
        "SPECIES": "_penguins",
        "STATIONS": "_weather",
        "cut_overlapping": "_materials",
        "enlarge": "_materials",
        "load_cat_patches": "_materials",
        "load_digits": "_digits",
        "load_dollar_street": "_dollar_street",
        "load_material_photo": "_materials",
        "load_materials": "_materials",
        "load_penguins": "_penguins",
        "load_photo": "_photos",
        "load_weather": "_weather",
        "make_forecasts": "_weather",
        "packaged_file": "_packaged",
        "patch_places": "_materials",
        "read_penguins": "_penguins",
        "remove_errors": "_weather",
        "split_weeks": "_weather",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
