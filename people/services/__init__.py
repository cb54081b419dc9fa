"""Verbs about people and institutions. All take `by` (who), are atomic, and return the thing they changed."""

from people.services.addresses import change_main_address
from people.services.closing import close_account
from people.services.editors import appoint_first_editor, set_editor
from people.services.institutions import save_institution
from people.services.invitations import (
    accept_invitation,
    decline_invitation,
    invite,
    invite_all,
    withdraw_invitation,
)
from people.services.memberships import (
    ask_to_join,
    decide_join,
    institution_of_address,
    join_by_domain,
    leave,
    set_standing,
    take_back_request,
)
from people.services.naming import rename

__all__ = [
    "accept_invitation",
    "appoint_first_editor",
    "ask_to_join",
    "change_main_address",
    "close_account",
    "decide_join",
    "decline_invitation",
    "institution_of_address",
    "invite",
    "invite_all",
    "join_by_domain",
    "leave",
    "rename",
    "save_institution",
    "set_editor",
    "set_standing",
    "take_back_request",
    "withdraw_invitation",
]
