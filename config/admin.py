"""What the operator's pages share."""

from django.db import models


class ShownOnly:
    """Rows to look at: no adding, changing or deleting. The portal's own pages and commands write them."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
