from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from config import upkeep
        from search.upkeep import forget_some

        upkeep.housekeeping("words that no page has any more forgotten", forget_some)
