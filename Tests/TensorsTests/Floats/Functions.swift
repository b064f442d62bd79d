import Glibc

func exponential(_ x: Double) -> Double { exp(x) }

/// tanh(log(1 + e^x)).
func mishGate(_ x: Double) -> Double { tanh(log1p(exp(x))) }

/// The normal distribution function.
func normalDistribution(_ x: Double) -> Double { erfc(-x * 0.5.squareRoot()) / 2 }

func squareRoot(_ x: Double) -> Double { x.squareRoot() }
