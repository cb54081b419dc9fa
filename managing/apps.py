from django.apps import AppConfig


class ManagingConfig(AppConfig):
    name = "managing"
    verbose_name = "Looking after institutions"

    def ready(self):
        from managing.views.invitations import DECLINE, INVITATION
        from people import links

        links.register(INVITATION)
        links.register(DECLINE)
