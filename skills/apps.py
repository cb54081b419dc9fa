from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "skills"
    verbose_name = "Skills"

    def ready(self):
        from config import upkeep
        from skills.writing import make_findable

        upkeep.gaps("names of skills made findable", make_findable)
