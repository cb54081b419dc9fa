from pathlib import Path

from django.apps import AppConfig
from django.core.management import call_command

FILES = Path(__file__).parents[1] / "skills" / "vocabulary"
SHIPPED = (FILES / "digcomp-2.2.ttl", FILES / "skills.ttl")


class VocabularyConfig(AppConfig):
    name = "vocabulary"
    verbose_name = "Vocabulary"

    def ready(self):
        from config import tallies
        from config.upkeep import first_content, housekeeping
        from people import closing
        from review import sending
        from vocabulary import missed
        from vocabulary.services.proposals import propose_own_words

        first_content(_load_shipped)
        tallies.keeps("missed skill", missed.clean, missed.write)
        housekeeping("old missed words dropped", missed.drop_old)
        closing.closes("vocabulary.Proposal.made_by", closing.EMPTIED)
        sending.on_sending(propose_own_words)


def _load_shipped(tell):
    from skills.models import Skill

    if not Skill.objects.exists():
        tell("Loading the vocabulary ...")
        call_command("load_vocabulary", *SHIPPED)
