from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Portal"

    def ready(self):
        from config import limits, tasks
        from config.upkeep import housekeeping

        housekeeping("stuck tasks put back", tasks.requeue_stuck)
        housekeeping("old task results dropped", tasks.prune_results)
        housekeeping("ended sessions dropped", tasks.drop_ended_sessions)
        housekeeping("ended counters dropped", limits.drop_ended)
