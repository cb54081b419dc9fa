"""A new name, where institutions and ORCID had told another."""

from allauth.socialaccount.models import SocialAccount

from accounts.adapters import without_names


def forget_other_names(user, keeps_address):
    """What was stored of them by releases that kept it."""
    for account in SocialAccount.objects.filter(user=user):
        account.extra_data = without_names(account.extra_data)
        account.save(update_fields=["extra_data"])
