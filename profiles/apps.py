from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "profiles"
    verbose_name = "Profiles and institutions"

    def ready(self):
        from bitmaps import kinds as counted
        from config import renaming, upkeep
        from people import closing, naming
        from profiles import counting, search
        from profiles.closing import close_profile
        from profiles.kind import ProfileKind
        from profiles.models import Profile, ProfileSkill, SampleSkill
        from profiles.naming import known_names, rename_profile
        from review import kinds
        from search import kinds as searched
        from skills import claimants

        kinds.register(ProfileKind())
        counted.register(counting.KIND, live=counting.live, facts=counting.FACTS, orders=counting.ORDERS)
        searched.register(search.KIND, live=Profile.objects.published, pages=search.pages)
        upkeep.gaps("search rows of profiles made anew", search.index_missing)
        renaming.rebuild(search.naming, search.follow_names)
        closing.closes("profiles.Profile.user", closing.KEPT)
        closing.closes("profiles.Profile.reviewed_by", closing.KEPT)
        closing.before(close_profile)
        naming.changes(rename_profile)
        naming.stands(known_names)
        claimants.register(
            claimants.Claimant(
                ProfileKind.slug,
                ProfileSkill,
                content=lambda slug: [{"skills": [{"skill": slug}]}, {"samples": [{"skills": [slug]}]}],
                also=((SampleSkill, "sample__profile", "skill"),),
                is_personal=True,
            )
        )
