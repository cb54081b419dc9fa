"""What the operator's pages share."""

from django.contrib.admin.options import FORMFIELD_FOR_DBFIELD_DEFAULTS
from django.db import models

from config.fields import OneLineField

# Names are one line on every page of the operator's, also on those of libraries.
FORMFIELD_FOR_DBFIELD_DEFAULTS[models.SlugField] = FORMFIELD_FOR_DBFIELD_DEFAULTS[models.CharField]
FORMFIELD_FOR_DBFIELD_DEFAULTS[models.CharField] = {
    **FORMFIELD_FOR_DBFIELD_DEFAULTS[models.CharField],
    "form_class": OneLineField,
}


class ShownOnly:
    """Rows to look at: no adding, changing or deleting. The portal's own pages and commands write them."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
