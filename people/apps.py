from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People and institutions"

    def ready(self):
        from config.upkeep import housekeeping
        from people import events, links
        from people.views.invitations import INVITATION

        housekeeping("old events dropped", events.drop_old)
        housekeeping("dead links dropped", links.drop_dead)
        links.register(INVITATION)
