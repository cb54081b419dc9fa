from people.models.event import Edition, Event
from people.models.institution import Institution, InstitutionDomain, InstitutionKind
from people.models.link import AccessLink
from people.models.membership import Invitation, JoinRequest, Membership, Standing
from people.models.pause import Pause
from people.models.portal import PortalText
from people.models.user import CURATORS, EDITORS, NOBODY, User

__all__ = [
    "CURATORS",
    "EDITORS",
    "NOBODY",
    "AccessLink",
    "Edition",
    "Event",
    "Institution",
    "InstitutionDomain",
    "InstitutionKind",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Pause",
    "PortalText",
    "Standing",
    "User",
]
