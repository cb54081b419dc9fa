"""What other rooms do when something is sent for review.

>>> sending.on_sending(propose_own_words)  # in AppConfig.ready
"""

_work = []


def on_sending(work):
    """`work(submission)` is done whenever one is sent, in the same transaction: what it refuses is not sent."""
    _work.append(work)


def work():
    """What is done, in the order it was registered."""
    return list(_work)
