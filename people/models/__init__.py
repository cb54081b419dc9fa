from people.models.event import Edition, Event
from people.models.institution import FormerAddress, Institution, InstitutionDomain, InstitutionKind
from people.models.link import AccessLink
from people.models.membership import Invitation, JoinRequest, Membership, Standing
from people.models.portal import PortalText
from people.models.user import CURATORS, EDITORS, NOBODY, User

__all__ = [
    "CURATORS",
    "EDITORS",
    "NOBODY",
    "AccessLink",
    "Edition",
    "Event",
    "FormerAddress",
    "Institution",
    "InstitutionDomain",
    "InstitutionKind",
    "Invitation",
    "JoinRequest",
    "Membership",
    "PortalText",
    "Standing",
    "User",
]
