from pathlib import Path

from django.apps import AppConfig
from django.core.management import call_command

VOCABULARY = Path(__file__).parent / "vocabulary"
SHIPPED = (VOCABULARY / "digcomp-2.2.ttl", VOCABULARY / "skills.ttl")


class SkillsConfig(AppConfig):
    name = "skills"
    verbose_name = "Skills"

    def ready(self):
        from config.upkeep import first_content

        first_content(_load_shipped)


def _load_shipped(tell):
    from skills.models import Skill

    if not Skill.objects.exists():
        tell("Loading the vocabulary ...")
        call_command("load_vocabulary", *SHIPPED)
