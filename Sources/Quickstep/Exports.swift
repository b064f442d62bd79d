// Whoever imports the sampling library writes plans, so its declarations come along.
@_exported import Experiments
