from profiles.models.institution import (
    Institution,
    InstitutionDomain,
    InstitutionKind,
    Invitation,
    JoinRequest,
    Membership,
    Role,
)
from profiles.models.profile import (
    Certification,
    Profile,
    ProfileLink,
    ProfileOutcome,
    ProfileSkill,
    RoleFamily,
    SampleKind,
    WorkSample,
)
from profiles.models.user import EDITORS, User

__all__ = [
    "EDITORS",
    "Certification",
    "Institution",
    "InstitutionDomain",
    "InstitutionKind",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Profile",
    "ProfileLink",
    "ProfileOutcome",
    "ProfileSkill",
    "Role",
    "RoleFamily",
    "SampleKind",
    "User",
    "WorkSample",
]
