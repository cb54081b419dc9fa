from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People and institutions"

    def ready(self):
        from config import kept, pages
        from config.upkeep import housekeeping
        from people import events, links, naming
        from people.closing import DELETED, EMPTIED, before, closes
        from people.edition import edition
        from people.models import User
        from people.services import unconfirmed
        from people.services.invitations import forget_name, forget_unanswered, send_waiting

        pages.hangs_on(edition=edition, turn=events.turn_edition)
        housekeeping("old events dropped", events.drop_old)
        housekeeping("dead links dropped", links.drop_dead)
        housekeeping("unanswered invitations erased", forget_unanswered)
        housekeeping("invitations sent that had to wait", send_waiting)
        housekeeping("unconfirmed sign-ups erased", unconfirmed.erase)
        naming.changes(forget_name)
        naming.stands(lambda: User.objects.values_list("name", flat=True).iterator())
        before(lambda user: kept.forget_all(user.pk))
        for field in (
            "people.Membership.user",
            "people.JoinRequest.user",
            "people.Invitation.accepted_by",  # it has their address
            "people.User_groups.user",
            "people.User_user_permissions.user",
            # what the apps have that are not ours; a session is no foreign key, closing ends it all the same
            "account.EmailAddress.user",
            "socialaccount.SocialAccount.user",
            "mfa.Authenticator.user",
            "admin.LogEntry.user",
        ):
            closes(field, DELETED)
        for field in (
            "people.Membership.appointed_by",
            "people.JoinRequest.decided_by",
            "people.Invitation.invited_by",
            "people.AccessLink.made_by",
        ):
            closes(field, EMPTIED)
