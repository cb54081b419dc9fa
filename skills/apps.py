from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "skills"
    verbose_name = "Skills"

    def ready(self):
        from config import upkeep
        from search import topics
        from skills.search import called
        from skills.writing import make_findable

        topics.register(called)
        upkeep.gaps("names of skills made findable", make_findable)
