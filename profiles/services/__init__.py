"""Verbs about people and institutions. All take `by` (who), are atomic, and return the thing they changed."""

from profiles.policies import may_manage
from profiles.services.editors import appoint_first_editor, editors, set_editor
from profiles.services.finding import find_member, find_members, fold, institutions_to_choose, reference_to
from profiles.services.institutions import save_institution
from profiles.services.invitations import INVITATION_DAYS, accept_invitation, invite, withdraw_invitation
from profiles.services.memberships import (
    ask_to_join,
    decide_join,
    institution_of_address,
    join_by_domain,
    leave,
    set_role,
    take_back_request,
)

__all__ = [
    "INVITATION_DAYS",
    "accept_invitation",
    "appoint_first_editor",
    "ask_to_join",
    "decide_join",
    "editors",
    "find_member",
    "find_members",
    "fold",
    "institution_of_address",
    "institutions_to_choose",
    "invite",
    "join_by_domain",
    "leave",
    "may_manage",
    "reference_to",
    "save_institution",
    "set_editor",
    "set_role",
    "take_back_request",
    "withdraw_invitation",
]
