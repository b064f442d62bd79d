import Glibc

/// The natural logarithm, named apart from `Kernels.log`.
func logarithm(_ x: Double) -> Double { Glibc.log(x) }
