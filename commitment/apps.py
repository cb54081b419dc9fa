from django.apps import AppConfig


class CommitmentConfig(AppConfig):
    name = "commitment"
    verbose_name = "Commitment and showcases"

    def ready(self):
        from commitment.kind import ShowcaseKind
        from review import kinds

        kinds.register(ShowcaseKind())
