from django.apps import AppConfig


class ScopeNotesConfig(AppConfig):
    name = "scope_notes"
    verbose_name = "What skills mean at institutions"

    def ready(self):
        from people import closing
        from review import kinds
        from scope_notes.kind import ScopeNoteKind

        kinds.register(ScopeNoteKind())
        closing.closes("scope_notes.ScopeNote.author", closing.KEPT)  # the note is its institution's
        closing.closes("scope_notes.ScopeNote.reviewed_by", closing.KEPT)
