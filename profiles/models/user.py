"""The account: an e-mail address, a name, and what follows from memberships."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

EDITORS = "Editors"


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120)
    is_staff = models.BooleanField("may use the operator's pages", default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(name="user_has_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @cached_property
    def is_editor(self):
        """Editors of the whole portal are a group; an operator (superuser) can stand in for one."""
        return self.is_superuser or self.groups.filter(name=EDITORS).exists()

    @cached_property
    def membership_list(self):
        """Current memberships with their institutions, one query a request."""
        return list(self.memberships.current().select_related("institution", "institution__parent"))

    def waiting_join_requests(self):
        return self.join_requests.filter(outcome="waiting").select_related("institution")

    def member_institution_ids(self):
        return {m.institution_id for m in self.membership_list}

    def managed_institution_ids(self):
        """Institutions this person manages, and their units at every depth."""
        return self._managed

    @cached_property
    def _managed(self):
        from profiles.models.institution import Institution, Role

        found = {m.institution_id for m in self.membership_list if m.role == Role.MANAGER}
        level = found
        while level:
            level = set(Institution.objects.filter(parent__in=level).values_list("pk", flat=True)) - found
            found = found | level
        return found

    def manages(self, institution):
        return institution.pk in self.managed_institution_ids()

    @property
    def is_reviewer(self):
        return self.is_editor or bool(self.managed_institution_ids())

    def forget_roles(self):
        """Drop what was cached about roles, after a membership changed within one request."""
        for name in ("is_editor", "membership_list", "_managed"):
            self.__dict__.pop(name, None)
