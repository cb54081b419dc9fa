"""The account: an e-mail address and a name. What its holder may do stands in `people.powers`."""

import secrets

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from reading.text import one_line

EDITORS, CURATORS = "Editors", "Curators"  # the groups whose members have these powers
NOBODY = "a former colleague"  # how somebody is called whose account is closed


def new_key():
    return secrets.token_hex(8)


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("A user needs an e-mail address.")
        fields["name"] = one_line(fields.get("name", ""))  # whichever way it comes: commands ask for it too
        user = self.model(email=one_line(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A closed account stays as an empty row: a number that history may go on pointing at.

    `key` is how content refers to somebody: it never changes, and says nothing about them.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    email = models.EmailField("e-mail address", unique=True, null=True)
    name = models.CharField(max_length=120, blank=True)
    is_staff = models.BooleanField("may use the operator's pages", default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                name="user_has_name_until_closed",
                condition=Q(closed_at__isnull=True, email__isnull=False) & ~Q(name="")
                | Q(closed_at__isnull=False, email__isnull=True, name="", is_active=False),
            ),
        ]

    def __str__(self):
        return self.name or NOBODY

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)
