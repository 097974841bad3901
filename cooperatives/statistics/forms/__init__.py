"""What a reader may ask of the figures, and what is wrong with it."""

from .comparisons import ComparisonFileForm, ComparisonForm, TwoDaysForm
from .counts import FiguresForm
from .flows import FlowListForm, FlowsForm
from .narrow import NarrowForm
from .series import SeriesForm

__all__ = [
    "ComparisonFileForm",
    "ComparisonForm",
    "FiguresForm",
    "FlowListForm",
    "FlowsForm",
    "NarrowForm",
    "SeriesForm",
    "TwoDaysForm",
]
