from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "pictures"
    verbose_name = "Pictures"

    def ready(self):
        from config.upkeep import housekeeping
        from pictures import services

        housekeeping("unused pictures dropped", services.discard_unused)
        housekeeping("pictures looked after", services.look_after)
