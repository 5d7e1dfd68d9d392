"""What JSON documents hold."""


def children(document):
    """Key or index, and value, of all that stands right inside."""
    if isinstance(document, dict):
        return document.items()
    return enumerate(document) if isinstance(document, list) else ()
