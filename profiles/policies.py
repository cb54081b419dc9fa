"""Who may do what with institutions."""

from django.core.exceptions import PermissionDenied


def may_manage(user, institution):
    return user.is_editor or user.manages(institution)


def only_managers(user, institution):
    """PermissionDenied for everybody else."""
    if not may_manage(user, institution):
        raise PermissionDenied(f"Only editors and managers of {institution} may do this.")
