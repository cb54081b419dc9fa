from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "profiles"
    verbose_name = "Profiles and institutions"

    def ready(self):
        from people import closing, naming
        from profiles.closing import close_profile
        from profiles.kind import ProfileKind
        from profiles.naming import rename_profile
        from review import kinds

        kinds.register(ProfileKind())
        closing.closes("profiles.Profile.user", closing.KEPT)
        closing.closes("profiles.Profile.reviewed_by", closing.KEPT)
        closing.before(close_profile)
        naming.changes(rename_profile)
