"""Between JSON in the protocol's names and the types of `mcp_types`, which both clients use."""

from mcp_types import PromptReference, ResourceTemplateReference
from pydantic import TypeAdapter

_REFERENCE = TypeAdapter(PromptReference | ResourceTemplateReference)


def reference(ref):
    """What a completion is asked for, from the script."""
    return _REFERENCE.validate_python(ref)


def dump(model):
    """What a client gave its user, as JSON."""
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


def dump_all(models):
    """A list of what a client gave its user, as JSON."""
    return [dump(model) for model in models]
