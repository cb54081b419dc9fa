from django.apps import AppConfig


class BitmapsConfig(AppConfig):
    name = "bitmaps"
    verbose_name = "Counting"

    def ready(self):
        from bitmaps import upkeep
        from config.upkeep import gaps, housekeeping

        gaps("pages given their place in the bitmaps", upkeep.give_bits)
        gaps("bitmaps written down", upkeep.write_down)
        housekeeping("bitmaps made anew that were not as the pages are", upkeep.check_some)
