from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Portal"

    def ready(self):
        from django.core.checks import register
        from django.db.models import BigAutoField, CharField, IntegerField
        from django.urls import register_converter

        from config import kept, limits, mail, tasks
        from config.upkeep import housekeeping
        from postgres import caches
        from postgres.lookups import Among, Folded
        from reading.addresses import AddressConverter

        register(mail.check_sender)
        register(limits.check_proxies)
        CharField.register_lookup(Folded)
        for field in (BigAutoField, IntegerField):
            field.register_lookup(Among)
        register_converter(AddressConverter, "address")
        housekeeping("stuck tasks put back", tasks.requeue_stuck)
        housekeeping("old task results dropped", tasks.prune_results)
        housekeeping("ended sessions dropped", tasks.drop_ended_sessions)
        housekeeping("ended counters dropped", limits.drop_ended)
        housekeeping("ended entries of caches dropped", caches.drop_ended)
        housekeeping("kept texts dropped", kept.drop_ended)
