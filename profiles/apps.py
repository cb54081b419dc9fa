from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "profiles"
    verbose_name = "Profiles and institutions"

    def ready(self):
        from profiles.kind import ProfileKind
        from review import kinds

        kinds.register(ProfileKind())
