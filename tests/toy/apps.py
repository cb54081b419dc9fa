from django.apps import AppConfig


class ToyConfig(AppConfig):
    name = "tests.toy"

    def ready(self):
        from people import closing

        closing.closes("toy.Recipe.cook", closing.KEPT)
        closing.closes("toy.Recipe.reviewed_by", closing.KEPT)
