import Glibc

/// A distribution that is a sum of round Gaussians or points.
protocol KnownMoments {
  /// The parts of a class, evenly chosen among all where there are more than `most`.
  func atoms(ofClass wanted: Int32, most: Int) -> [GaussianMixture.Component]
  /// The mean of a class.
  func mean(ofClass wanted: Int32) -> [Double]
}

extension KnownMoments {
  func atoms(ofClass wanted: Int32) -> [GaussianMixture.Component] {
    atoms(ofClass: wanted, most: .max)
  }

  func mean(ofClass wanted: Int32) -> [Double] { atoms(ofClass: wanted).mean }
}

extension [GaussianMixture.Component] {
  /// The mean of at least one of them.
  var mean: [Double] {
    let total = reduce(0) { $0 + $1.weight }
    var mean = [Double](repeating: 0, count: self[0].mean.count)
    for atom in self {
      for i in mean.indices { mean[i] += atom.weight / total * atom.mean[i] }
    }
    return mean
  }
}

extension Array {
  /// At most so many of the elements, evenly among all.
  fileprivate func evenly(_ most: Int) -> [Element] {
    count <= most ? self : (0..<most).map { self[$0 * count / most] }
  }
}

extension GaussianMixture: KnownMoments {
  func atoms(ofClass wanted: Int32, most: Int) -> [Component] {
    Array(components[components(ofClass: wanted)]).evenly(most)
  }
}

extension DataSetModel: KnownMoments {
  func atoms(ofClass wanted: Int32, most: Int) -> [GaussianMixture.Component] {
    images(ofClass: wanted).evenly(most).map { index in
      GaussianMixture.Component(weight: 1, mean: image(index), deviation: 0)
    }
  }

  /// Image by image, since together they may take much memory.
  func mean(ofClass wanted: Int32) -> [Double] {
    let images = images(ofClass: wanted)
    var sum = [Double](repeating: 0, count: shape.count)
    for index in images {
      for (i, value) in image(index).enumerated() { sum[i] += value }
    }
    return sum.map { $0 / Double(images.count) }
  }

  private func images(ofClass wanted: Int32) -> [Int] {
    (0..<count).filter { wanted == anyClass || labels[$0] == wanted }
  }
}

extension Blurred: KnownMoments where Base: KnownMoments {
  func atoms(ofClass wanted: Int32, most: Int) -> [GaussianMixture.Component] {
    base.atoms(ofClass: wanted, most: most).map { atom in
      GaussianMixture.Component(
        weight: atom.weight, mean: atom.mean, deviation: hypot(atom.deviation, deviation))
    }
  }

  func mean(ofClass wanted: Int32) -> [Double] { base.mean(ofClass: wanted) }
}
