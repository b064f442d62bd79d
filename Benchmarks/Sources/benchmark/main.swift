import Glibc

setvbuf(stdout, nil, _IOLBF, 0)
let limits = MachineLimits()
limits.print()
solverUpdate(against: limits)
dataSetDenoiser(against: limits)
try screenCost()
