"""How much a draft keeps: every field has a length, while it is written as well as when it is sent."""

from drafting.errors import TooLong
from reading.text import quoted

MAX_ROWS = 40  # of any group, whatever a request claims


def label_of(name, field):
    """What people call a field."""
    return str(field.label or name.replace("_", " ").capitalize())


def too_long(name, field, value):
    """A sentence on how much too long `value` is for this field; "" where it fits."""
    items = field.entries(value)
    if len(items) > field.max_entries:
        return f"{quoted(label_of(name, field))} has {len(items)} entries: at most {field.max_entries} fit."
    length = max((len(item) for item in items if isinstance(item, str)), default=0)
    if length <= field.max_length:
        return ""
    over = length - field.max_length
    return f"{quoted(label_of(name, field))} has {length} characters, {over} too many: at most {field.max_length} fit."


def refuse_too_long(shape, values):
    """TooLong, with the sentences by control, where something in `values` (part of a content) is over its limit."""
    faults = {}
    for _, rows, name, field in shape.fields():
        if rows is None:
            found = {name: values.get(name)}
        else:
            group = values.get(rows.name)
            group = group if isinstance(group, list) else []
            if len(group) > MAX_ROWS:
                faults[rows.name] = f"{quoted(rows.legend)} has {len(group)} rows: at most {MAX_ROWS} fit."
            found = {f"{rows.name}-{n}-{name}": r.get(name) for n, r in enumerate(group) if isinstance(r, dict)}
        faults |= {control: said for control, value in found.items() if (said := too_long(name, field, value))}
    if faults:
        raise TooLong(faults)
