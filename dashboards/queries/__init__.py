"""What the pages ask of the published marts.

Belongs here: selects with bound parameters, each limited to what the principal may see. Does not
belong here: arithmetic. A figure that is not in the marts is added there, where it is tested.
"""
