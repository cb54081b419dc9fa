from people import portal as texts


def portal(request):
    """What editors say of the portal, as `portal`."""
    return {
        "portal": {
            "people_word": texts.value("people_word"),
            "notice": texts.html("notice"),
            "welcome": texts.value("welcome"),
        }
    }
