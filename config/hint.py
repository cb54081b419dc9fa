"""A cookie without content, which tells the script of public pages that there is something to ask for.

Those pages are the same for everybody. Only a browser that has the hint asks for what is its person's; the answer
says who that is, if anybody (static/js/here.js).
"""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.session import SessionStorage

from config.delivery import leave

HINT = "here"
IS_IN, HAS_WORD = "1", "0"  # somebody is logged in; nobody is, and a word for them waits


def give(request, response):
    """Set, renew or take away the hint; for an answer that has asked who is there."""
    hint, session = "", request.session
    if request.user.is_authenticated:
        hint = IS_IN
    elif _word_waits(request, response):
        hint = HAS_WORD
    if not hint and HINT in request.COOKIES:
        response.delete_cookie(HINT, samesite="Lax")
    elif hint and (hint != request.COOKIES.get(HINT) or session.modified):  # it lasts as long as the session
        ends_with_browser = hint == HAS_WORD or session.get_expire_at_browser_close()
        lasts = None if ends_with_browser else session.get_expiry_age()
        leave(response, HINT, hint, lasts=lasts, is_read=True)


def _word_waits(request, response):
    """Whether a message was left that no page has shown."""
    name = CookieStorage.cookie_name
    cookie = response.cookies[name].value if name in response.cookies else request.COOKIES.get(name)
    return bool(cookie) or SessionStorage.session_key in request.session
