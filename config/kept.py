"""What somebody had typed as their log-in had ended: kept for an hour, for them alone.

Only for who was logged in, in this browser: a signed mark says whose it was, and outlives the session. A flood of
requests without one leaves nothing.
"""

from datetime import timedelta
from urllib.parse import unquote

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils import timezone

from config.delivery import leave
from config.gate import is_secret
from config.models import KeptPost

MARK, SALT, DAY = "was_here", "config.kept", 24 * 3600
SECONDS, MOST, PAGES = 3600, 100_000, 20  # how long; characters of one page; how many pages of one person
PROOFS = {"code", "credential"}  # what else somebody proves with who they are: a recovery code goes on being good
TAKEN = "kept_posts_taken"  # in the session: what was shown is not shown again


def mark(request, response):
    """Leave the mark in the browser of whoever is logged in, anew each day."""
    number = str(request.user.pk)
    if _marked(request, DAY) != number:
        leave(response, MARK, signing.dumps(number, salt=SALT), lasts=settings.SESSION_COOKIE_AGE + DAY)


def keep(request):
    """Keep what a form sent, if its sender was logged in before, unless it is endless or holds a secret."""
    owner, path = _marked(request, settings.SESSION_COOKIE_AGE + DAY) or _of_a_session(request), request.path
    if not owner or any(map(_is_secret, request.POST)) or len(path) > KeptPost.PATH:
        return
    size = sum(len(name) + sum(map(len, values)) for name, values in request.POST.lists())
    others = KeptPost.objects.filter(owner=owner).exclude(path=path)
    if size <= MOST and others.count() < PAGES:
        typed = {"data": request.POST.urlencode(), "ends_at": timezone.now() + timedelta(seconds=SECONDS)}
        KeptPost.objects.filter(owner=owner, path=path).delete()  # the script sends the same page again and again
        KeptPost.objects.create(owner=owner, path=path, **typed)


def take(request, *paths):
    """What they had sent to one of `paths` (as `reverse` writes it), URL-encoded, once; None if nothing."""
    paths = [unquote(path) for path in paths]  # as a request has it: letters of other scripts are themselves
    taken = request.session.get(TAKEN, [])
    theirs = KeptPost.objects.filter(owner=request.user.pk, path__in=paths, ends_at__gt=timezone.now())
    found = theirs.exclude(pk__in=taken).order_by("-pk").first()
    if found is None:
        return None
    request.session[TAKEN] = [*taken, found.pk][-PAGES:]
    return found.data


def forget_all(owner):
    """Of an account that is closed."""
    KeptPost.objects.filter(owner=owner).delete()


def drop_ended():
    """Forget what was not asked for within the hour; returns how many."""
    return KeptPost.objects.filter(ends_at__lte=timezone.now()).delete()[0]


def _is_secret(name):
    return is_secret(name) or name in PROOFS


def _marked(request, seconds):
    try:
        return signing.loads(request.COOKIES.get(MARK, ""), salt=SALT, max_age=seconds)
    except signing.BadSignature:
        return None


def _of_a_session(request):
    """Whose session this was, if it has ended and is still there."""
    session = Session.objects.filter(pk=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")[:40]).first()
    return session and session.get_decoded().get("_auth_user_id")
