from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Portal"

    def ready(self):
        from django.db.models import CharField
        from django.urls import register_converter

        from config import tasks
        from config.addresses import AddressConverter
        from config.lookups import Folded
        from config.upkeep import housekeeping

        CharField.register_lookup(Folded)
        register_converter(AddressConverter, "address")
        housekeeping("stuck tasks put back", tasks.requeue_stuck)
        housekeeping("old task results dropped", tasks.prune_results)
        housekeeping("ended sessions dropped", tasks.drop_ended_sessions)
