"""What was typed at a sign-up, kept in its session until the address is confirmed.

Where there is an account with the address already, allauth makes none and shows the same page. So that this page can
do the same in both cases, a mistyped address can be put right there: the sign-up is then made from what was typed.
"""

from allauth.account.internal import flows
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.flows.manage_email import email_already_exists
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url, setup_user_email
from django.contrib.auth.hashers import make_password
from django.db import transaction

from people.models import User

KEY = "pending_sign_up"


def keep(request, user, name, password):
    """Keep what was typed; `user` is the account that was made, or None. One password is hashed in either case."""
    hashed = user.password if user else make_password(password)
    request.session[KEY] = {"name": name, "password": hashed, "next": get_next_redirect_url(request)}


def is_kept(request):
    return KEY in request.session


def forget(request):
    request.session.pop(KEY, None)


def begin_again(request, address, changes):
    """The same sign-up with another address; the answer to it. `changes` is how often that was done before."""
    kept = request.session[KEY]
    _, exists = email_already_exists(address)
    if exists:
        answer = flows.signup.prevent_enumeration(request, email=address)
    else:
        with transaction.atomic():
            user = User.objects.create(email=address, name=kept["name"], password=kept["password"])
            setup_user_email(request, user, [EmailAddress(email=address)])
        answer = flows.signup.complete_signup(request, user=user, redirect_url=kept["next"])
    process = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY)
    if process:
        request.session[EMAIL_VERIFICATION_CODE_SESSION_KEY] = process | {"change_count": changes + 1}
    return answer
