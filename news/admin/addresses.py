"""When the address of a clip may no longer be changed."""


def has_a_fixed_address(thing):
    """Returns whether the kept row has a moment of publication: links may lead to it.

    Asked of the database: what a form has put into `thing` may be refused yet.
    """
    if thing is None:
        return False
    kept = type(thing).objects.filter(pk=thing.pk, published_at__isnull=False)
    return kept.exists()
