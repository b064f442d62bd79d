import CKernels

/// A mixture of round Gaussians sum_k w_k N(mu_k, s_k^2 I), laid out for the mixture kernel.
///
/// Components are grouped by class, eight to a block, so that a class is a run of blocks; the
/// lanes left over at the end of a class have weight zero.
public final class MixtureTables: @unchecked Sendable {
  // Immutable after `init`, which is why it may be shared.

  public let dimension: Int
  /// How many classes there are: 1 + the largest class index.
  public let classCount: Int

  let blocks: Int
  /// The blocks of each class, and of all.
  private let classBlocks: [Range<Int>]
  /// log of the summed weights of each class, and of all.
  private let logMasses: [Double]

  private let means: AlignedBuffer
  private let variances: AlignedBuffer
  private let logWeights: AlignedBuffer

  /// - Parameters:
  ///   - weights: one for each component, not negative; they need not sum to 1.
  ///   - means: `weights.count` rows of `dimension` coordinates.
  ///   - deviations: s_k > 0.
  ///   - classes: the class of each component, 0, 1, …; every class has a component.
  public init(
    dimension: Int, weights: [Double], means: [Double], deviations: [Double], classes: [Int32]
  ) {
    precondition(dimension > 0 && !weights.isEmpty)
    precondition(means.count == weights.count * dimension)
    precondition(deviations.count == weights.count && classes.count == weights.count)
    let lanes = 8
    let classCount = Int(classes.max()!) + 1
    var members = [[Int]](repeating: [], count: classCount)
    for (component, label) in classes.enumerated() { members[Int(label)].append(component) }
    precondition(members.allSatisfy { !$0.isEmpty })

    var classBlocks: [Range<Int>] = []
    for components in members {
      let first = classBlocks.last?.upperBound ?? 0
      classBlocks.append(first..<first + (components.count + lanes - 1) / lanes)
    }
    let blocks = classBlocks.last!.upperBound
    let places = zip(classBlocks, members).flatMap { blocks, components in
      components.enumerated().map { (component: $1, place: blocks.lowerBound * lanes + $0) }
    }

    let laneMeans = AlignedBuffer(count: blocks * dimension * lanes)
    let variances = AlignedBuffer(repeatElement(1, count: blocks * lanes))
    let masses = AlignedBuffer(count: blocks * lanes)
    for (component, place) in places {
      let start = place / lanes * dimension * lanes + place % lanes
      for i in 0..<dimension { laneMeans[start + i * lanes] = means[component * dimension + i] }
      variances[place] = deviations[component] * deviations[component]
      masses[place] = weights[component]
    }
    self.dimension = dimension
    self.classCount = classCount
    self.blocks = blocks
    self.classBlocks = classBlocks + [0..<blocks]
    self.means = laneMeans
    self.variances = variances
    logWeights = AlignedBuffer(masses.copy().map(logarithm))
    logMasses = (members + [Array(weights.indices)]).map { components in
      logarithm(components.reduce(0) { $0 + weights[$1] })
    }
  }

  /// The blocks and the log of the summed weights of a class; of all classes for a negative one.
  func extent(ofClass label: Int32) -> (blocks: Range<Int>, logMass: Double) {
    let index = label < 0 ? classCount : Int(label)
    return (classBlocks[index], logMasses[index])
  }

  /// The C view, valid within `body`.
  func withTable<R>(_ body: (ck_mixture) -> R) -> R {
    withExtendedLifetime(self) {
      body(
        ck_mixture(
          dimension: dimension, blocks: blocks, means: means.start, variances: variances.start,
          log_weights: logWeights.start))
    }
  }
}
