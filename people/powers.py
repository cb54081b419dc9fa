"""Who may what: the one place that turns groups and memberships into what somebody may do.

>>> powers = powers_of(request.user)
>>> powers.is_editor, powers.manages(institution)
"""

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property

from people.models import CURATORS, EDITORS, Membership, Standing
from people.models.institution import with_units


class Powers:
    """What one user may do: this is all that other apps may ask about it.

    Each answer is worked out when it is first asked for, and kept as long as the user object (a request).
    A visitor who is not logged in, and an account that is closed, has none.
    """

    def __init__(self, user):
        self._user = user if user.is_authenticated and user.is_active else None

    @cached_property
    def _groups(self):
        return set(self._user.groups.values_list("name", flat=True)) if self._user else set()

    @cached_property
    def is_editor(self):
        """Of the whole portal; an operator (superuser) can stand in for one."""
        return self._user is not None and (self._user.is_superuser or EDITORS in self._groups)

    @cached_property
    def is_curator(self):
        """Reviews resources and suggestions; every editor may."""
        return self.is_editor or CURATORS in self._groups

    @cached_property
    def memberships(self):
        """Current memberships with their institutions and parents, a list."""
        if self._user is None:
            return []
        mine = Membership.objects.current().filter(user=self._user)
        return list(mine.select_related("institution", "institution__parent"))

    @property
    def institutions(self):
        """Where they belong today, a list of Institution."""
        return [membership.institution for membership in self.memberships]

    @property
    def member_ids(self):
        """Ids of the institutions where they belong today, a set."""
        return {membership.institution_id for membership in self.memberships}

    @cached_property
    def managed_ids(self):
        """Ids of the institutions they manage, and of their units at every depth, a frozenset."""
        managed = {m.institution_id for m in self.memberships if m.standing == Standing.MANAGER}
        return frozenset(with_units(managed))

    def is_member_of(self, institution):
        return institution.pk in self.member_ids

    def manages(self, institution):
        return institution.pk in self.managed_ids

    def looks_after(self, institution):
        """May change its facts and people: its managers and those of its parents, and all editors."""
        return self.is_editor or self.manages(institution)

    @property
    def is_reviewer(self):
        """Has a queue to look at."""
        return self.is_editor or bool(self.managed_ids) or self.is_curator


def powers_of(user):
    """The Powers of `user`, anonymous ones included."""
    powers = getattr(user, "_powers", None)  # no look into __dict__: request.user is a lazy object
    if powers is None:
        powers = user._powers = Powers(user)
    return powers


def forget_powers(user):
    """Drop what was worked out, after a membership or group changed within one request."""
    user._powers = None


def only_those_who_look_after(institution, *, by):
    """PermissionDenied for everybody but editors and managers of `institution`."""
    if not powers_of(by).looks_after(institution):
        raise PermissionDenied(f"Only editors and managers of {institution} may do this.")


def only_editors(what, *, by):
    """PermissionDenied saying that only editors do `what` (“add institutions”)."""
    if not powers_of(by).is_editor:
        raise PermissionDenied(f"Only editors {what}.")
