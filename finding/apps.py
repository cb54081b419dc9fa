from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "finding"
    verbose_name = "Finding"

    def ready(self):
        from finding.everything import shelf
        from finding.everything.institutions import Institutions
        from finding.everything.pages import People, Showcases
        from finding.everything.pillars import Pillars
        from finding.everything.skills import Skills

        for one in (Showcases(), People(), Skills(), Institutions(), Pillars()):
            shelf.register(one)
