from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People and institutions"

    def ready(self):
        from config.upkeep import housekeeping
        from people import events

        housekeeping("old events dropped", events.drop_old)
