from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Log-in"

    def ready(self):
        from accounts.naming import forget_other_names
        from people import naming

        naming.changes(forget_other_names)
