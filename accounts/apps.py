from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Log-in"

    def ready(self):
        from accounts import unconfirmed
        from accounts.naming import forget_other_names
        from config.upkeep import housekeeping
        from people import naming

        housekeeping("unconfirmed sign-ups erased", unconfirmed.erase)
        naming.changes(forget_other_names)
