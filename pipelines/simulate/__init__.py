"""The company simulator: believable exports of an invented company, of any size.

Belongs here: drawing rows, writing them as files, planting faults, telling the truth about
them. Does not belong here: reading files; the simulator shares only the contracts with the
rest of the pipeline.
"""

from pipelines.simulate.delivery import Layout
from pipelines.simulate.plan import WITHOUT_EFFECTS, Effects
from pipelines.simulate.simulator import SimulationReport, simulate, simulate_frames

__all__ = [
    "WITHOUT_EFFECTS",
    "Effects",
    "Layout",
    "SimulationReport",
    "simulate",
    "simulate_frames",
]
