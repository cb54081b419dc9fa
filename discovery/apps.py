from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "discovery"
    verbose_name = "Discovery"

    def ready(self):
        from discovery.everything import shelf
        from discovery.everything.institutions import Institutions
        from discovery.everything.pages import People, Showcases
        from discovery.everything.pillars import Pillars
        from discovery.everything.skills import Skills

        for one in (Showcases(), People(), Skills(), Institutions(), Pillars()):
            shelf.register(one)
