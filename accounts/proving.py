"""“Is it you?”, for who has no password and no second step: they prove it where they log in.

allauth asks for password or second step before anything that concerns the safety of an account, and lets pass who has
neither. Those have logged in through their institution or ORCID a few minutes ago, or do so again.
"""

import json
import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from allauth.socialaccount.providers.base.constants import AuthProcess

ELSEWHERE = "socialaccount"  # how allauth notes down a log-in of that sort
OF_THE_BROWSER = "HTTP_", "REMOTE_"  # what a request says of who sent it


def require(request):
    """ReauthenticationRequired for who has neither password nor second step, and has not logged in just now."""
    if not get_reauthentication_flows(request.user) and not proved_elsewhere(request):
        raise ReauthenticationRequired


def proved_elsewhere(request):
    """Whether they have come from where they log in within the time that allauth lets such a proof be good."""
    records = get_authentication_records(request, request.user)
    times = [record["at"] for record in records if record["method"] == ELSEWHERE]
    return bool(times) and time.time() - times[-1] < app_settings.REAUTHENTICATION_TIMEOUT


def note_proof(request, sociallogin):
    """Whoever comes back from where they log in only to prove who they are; False where that is somebody else."""
    if sociallogin.state.get("process") != AuthProcess.REDIRECT or not request.user.is_authenticated:
        return True
    if not sociallogin.is_existing or sociallogin.user.pk != request.user.pk:
        return False
    record_authentication(request, request.user, ELSEWHERE, reauthenticated=True)
    return True


def forget_who_sent_it(request):
    """What was sent before the question is kept in the session until it is answered: without network addresses."""
    _change_kept(request, lambda said: {name: value for name, value in said.items() if not _of_the_browser(name)})


def fill_in_who_sent_it(request):
    """Before it is done after all: what this request says."""
    mine = {name: value for name, value in request.META.items() if isinstance(value, str) and _of_the_browser(name)}
    _change_kept(request, lambda said: said | mine)


def _change_kept(request, change):
    state = request.session.get(STATE_SESSION_KEY)
    if state and "request" in state:
        kept = json.loads(state["request"])
        kept["META"] = change(kept["META"])
        request.session[STATE_SESSION_KEY] = state | {"request": json.dumps(kept)}


def _of_the_browser(name):
    return name.startswith(OF_THE_BROWSER)
