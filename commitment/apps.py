from django.apps import AppConfig


class CommitmentConfig(AppConfig):
    name = "commitment"
    verbose_name = "Commitment and showcases"

    def ready(self):
        from bitmaps import kinds as counted
        from commitment import counting, cover_files, search
        from commitment.closing import close_showcases
        from commitment.kind import ShowcaseKind
        from commitment.models import Showcase, ShowcaseSkill
        from commitment.naming import known_names, rename_contributor
        from config import renaming, upkeep
        from people import closing, naming
        from review import kinds
        from search import kinds as searched
        from skills import claimants, finding

        kinds.register(ShowcaseKind())
        counted.register(counting.KIND, live=counting.live, facts=counting.FACTS, orders=counting.ORDERS)
        searched.register(search.KIND, live=Showcase.objects.published, pages=search.pages)
        upkeep.gaps("search rows of showcases made anew", search.index_missing)
        upkeep.gaps("marbled covers queued to be drawn", cover_files.begin)
        renaming.rebuild(search.naming, search.follow_names)
        finding.told_by(search.skills_told_of)
        closing.closes("commitment.Showcase.owner", closing.KEPT)
        closing.closes("commitment.Showcase.reviewed_by", closing.KEPT)
        closing.closes("commitment.Contributor.user", closing.EMPTIED)  # the name stays
        closing.before(close_showcases)
        naming.changes(rename_contributor)
        naming.stands(known_names)
        claimants.register(
            claimants.Claimant(ShowcaseKind.slug, ShowcaseSkill, content=lambda slug: [{"skills": [{"skill": slug}]}])
        )
