import Glibc
import Quickstep
import Tensors
import Testing

/// The classical tableaus and their engine.
@Suite struct RungeKuttaTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// A method is of order p where every tree of up to p nodes has its weight: sum_i b_i Phi_i = 1 /
  /// gamma (Butcher 1963).
  @Test(arguments: Tableau.all.map(\.name))
  func tableausMeetTheOrderConditions(name: String) throws {
    let tableau = try #require(Tableau.all.first { $0.name == name })
    for (c, row) in zip(tableau.nodes, tableau.matrix) {
      #expect(abs(row.reduce(0, +) - c) < 1e-14)
    }
    for order in 1...tableau.order {
      for tree in RootedTree.all(order: order) {
        #expect(abs(tree.residual(tableau.matrix, tableau.weights)) < 1e-14, "\(tree)")
      }
    }
    let next = RootedTree.all(order: tableau.order + 1)
    #expect(next.contains { abs($0.residual(tableau.matrix, tableau.weights)) > 1e-6 })
  }

  @Test func treesAreCountedAsKnown() {
    #expect((1...6).map { RootedTree.all(order: $0).count } == [1, 1, 2, 4, 9, 20])
  }

  /// y' = y, so that a step multiplies by the first terms of the exponential.
  @Test(arguments: Tableau.all.map(\.name))
  func errorsFallWithTheOrder(name: String) throws {
    let solver = try solvers.make(Choice("rk", ["tableau": .word(name)]))
    let declared = try #require(solver.order)
    let errors = try [8, 16].map { abs(try growth(solver, steps: $0) - exp(-2)) }
    #expect(abs(log2(errors[0] / errors[1]) - declared) < 0.35, "\(errors)")
  }

  /// The same methods by other names, on three paths, down to no noise.
  @Test(arguments: ["edm", "vp-linear", "flow"])
  func twinsAgree(schedule: String) throws {
    for (a, b) in [
      ("rk:tableau=heun2", "heun"), ("rk:tableau=heun2,variable=t", "edm"),
      ("rk:tableau=midpoint,variable=t", "edm:alpha=0.5"),
    ] {
      // What leads to sigma' = 0 differs.
      let grid = Choice("uniform-t", ["end": .word("min")])
      let ends = try [a, b].map { text in
        try end(
          of: Plan(
            schedule: Choice(schedule), grid: grid, solver: solvers.choice(text), steps: 7, batch: 8
          ).job(model: gentleMixture, with: kernels))
      }
      #expect(rootMeanSquareDistance(ends[0], ends[1]) < 1e-11, "\(a) \(b)")
    }
  }

  private func growth(_ solver: any Solver, steps: Int) throws -> Double {
    var job = try Plan(steps: 1, batch: 1).job(model: Decay(), with: kernels)
    job.solver = solver
    job.grid = Grid(
      levels: (0...steps).map { NoiseLevel(sigma: 3 - 2 * Double($0) / Double(steps)) })
    job.noise = .given(start: [1], steps: [])
    job.startScale = 1
    return try end(of: job)[0]
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }
}

/// A rooted tree, by what hangs on its root.
struct RootedTree: Hashable {
  let branches: [RootedTree]

  var order: Int { branches.reduce(1) { $0 + $1.order } }

  /// gamma, the product of the orders of all subtrees.
  var density: Int { branches.reduce(order) { $0 * $1.density } }

  static func all(order: Int) -> [RootedTree] {
    let smaller = (1..<max(order, 1)).flatMap { all(order: $0) }
    return forests(nodes: order - 1, of: smaller[...]).map { RootedTree(branches: $0) }
  }

  /// The ways to hang so many nodes on a root, each once: trees are taken in the order of the list.
  private static func forests(
    nodes: Int, of trees: ArraySlice<RootedTree>
  ) -> [[RootedTree]] {
    if nodes == 0 { return [[]] }
    return trees.indices.filter { trees[$0].order <= nodes }.flatMap { index in
      forests(nodes: nodes - trees[index].order, of: trees[index...]).map { [trees[index]] + $0 }
    }
  }

  /// What a method of this tree's order has as zero.
  func residual(_ matrix: [[Double]], _ weights: [Double]) -> Double {
    zip(weights, stages(matrix)).reduce(-1 / Double(density)) { $0 + $1.0 * $1.1 }
  }

  /// Phi_i = the product over branches of sum_j a_ij Phi_j.
  private func stages(_ matrix: [[Double]]) -> [Double] {
    branches.reduce(matrix.map { _ in 1 }) { product, branch in
      let inner = branch.stages(matrix)
      return zip(product, matrix).map { factor, row in
        factor * zip(row, inner).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
  }
}
