"""Data of the lessons: what installed packages carry, split so that nothing leaks between the parts."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "DOLLAR_STREET_NAMES": "_dollar_street",
        "Digits": "_digits",
        "DollarStreet": "_dollar_street",
        "MATERIALS": "_materials",
        "Material": "_materials",
        "Materials": "_materials",
        "PHOTOS": "_photos",
        "Photo": "_photos",
        "cut_overlapping": "_materials",
        "enlarge": "_materials",
        "load_cat_patches": "_materials",
        "load_digits": "_digits",
        "load_dollar_street": "_dollar_street",
        "load_material_photo": "_materials",
        "load_materials": "_materials",
        "load_photo": "_photos",
        "patch_places": "_materials",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
